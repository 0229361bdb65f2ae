using Members.Accounts;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.Passwords;
using Members.Grains.Verification;
using Members.Secrets;
using Members.Tests.Unit.Accounts;

namespace Members.Tests.Unit.Mailing;

/// <summary>The table of the kinds of mail that members get.</summary>
public sealed class MemberMailsTests
{
    private static readonly CodeMint Codes = new(new PepperRing([], null), (first, _) => first);
    private static readonly MemberMails Mails = new(new VerificationCodeMail(Codes));
    private static readonly MembersOptions Options = new() { SetPasswordLinkLifetime = TimeSpan.FromHours(3) };

    // Whether it counts against the site's allowance, goes without its secret if that is lost, names the member, and only the newest works.
    public static TheoryData<MailKind, bool, bool, bool, bool> Kinds => new()
    {
        { MailKind.SetPassword, true, false, true, true },
        { MailKind.LoginEmailChanged, false, true, true, false },
        { MailKind.VerificationCode, false, false, false, true },
        { MailKind.ApplicationsWaiting, false, true, true, true },
        { MailKind.ApplicationReceived, true, false, false, true },
        { MailKind.ApplicationApproved, false, true, true, true },
        { MailKind.ApplicationRejected, false, true, true, true },
        { MailKind.ApplicationQuestion, false, false, false, false },
        { MailKind.ApplicationLapsed, false, true, true, true },
        { MailKind.Invitation, false, true, true, true },
        { MailKind.MemberBlocked, false, true, true, true },
        { MailKind.AccountDeletion, false, true, true, true },
    };

    [Fact]
    public void Every_kind_has_a_row_here() =>
        Assert.Equal(Enum.GetValues<MailKind>().Order(), Kinds.Select(k => (MailKind)k[0]).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_sent_as_its_row_says(MailKind kind, bool counts, bool withoutSecret, bool names, bool onlyNewestWorks)
    {
        var mail = Mails.Of(kind);

        Assert.Equal((counts, withoutSecret, names), (mail.CountsAgainstAllowance, mail.IsSentWithoutSecret, mail.NamesTheMember));
        Assert.Equal(onlyNewestWorks, Outbox.OnlyNewestWorks(kind));
    }

    [Fact]
    public void A_newer_mail_takes_the_olders_place_only_where_the_older_would_be_useless() => Assert.All(
        Enum.GetValues<MailKind>(),
        kind =>
        {
            var outbox = Outbox.Put(Outbox.Put([], Make.Mail(1, kind)), Make.Mail(2, kind));
            Assert.Equal(Outbox.OnlyNewestWorks(kind) ? [Make.Id(2)] : [Make.Id(1), Make.Id(2)], outbox.Select(e => e.Id));
        });

    [Theory]
    [InlineData(MailKind.SetPassword, TokenPurpose.SetPassword)]
    [InlineData(MailKind.LoginEmailChanged, TokenPurpose.UndoEmailChange)]
    public void A_link_carries_a_new_token_of_the_members(MailKind kind, TokenPurpose purpose)
    {
        var addresses = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 7));
        var member = new FakeMember(Make.Member() with { Addresses = addresses });
        var secret = NewSecret();

        Assert.Equal((purpose, Make.Owner), (secret.Link!.Purpose, secret.Link.Owner));
        Assert.Null(secret.Code);
        Assert.NotEqual(secret.Link.Reveal(), NewSecret().Link!.Reveal());

        MailSecret NewSecret() => Mails.Of(kind).NewSecret(member.Context, member.Stored, Make.Mail(7, kind));
    }

    [Fact]
    public void A_codes_mail_carries_the_code_of_the_verification_that_waits()
    {
        var member = new FakeMember(Make.Member() with { Verification = Verification() });
        var secret = Mails.Of(MailKind.VerificationCode).NewSecret(member.Context, member.Stored, Make.Mail(1, MailKind.VerificationCode));

        Assert.Null(secret.Link);
        Assert.True(Codes.Matches(secret.CodeDigest!, Make.Owner, Verification().Id, secret.Code!));
    }

    [Fact]
    public void A_mail_says_for_how_long_its_secret_is_good()
    {
        var record = Make.Member() with { Addresses = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 7)) };
        var now = Moments.Start + TimeSpan.FromDays(2);

        Assert.Equal(TimeSpan.FromHours(3), Lifetime(MailKind.SetPassword, 1));
        Assert.Equal(TimeSpan.FromDays(5), Lifetime(MailKind.LoginEmailChanged, 7));
        Assert.Equal(TimeSpan.FromMinutes(10), Lifetime(MailKind.VerificationCode, 1));

        TimeSpan Lifetime(MailKind kind, int entry) => Mails.Of(kind).Lifetime(record, Make.Mail(entry, kind), now, Options);
    }

    [Fact]
    public void What_is_handed_over_goes_to_the_entrys_address_with_the_secret_and_names_the_member_where_they_are_known_to_read()
    {
        var ann = Make.Member() with { Profile = Profile.Empty with { Contact = new ContactInfo { FirstName = "Ann" } } };
        var member = new FakeMember(ann);
        var (link, code) = (new MailSecret(Make.Token(TokenPurpose.SetPassword)), EmailCode.Of(123_456));
        Mails.Post(member.Context, ann, Make.Mail(1, MailKind.SetPassword, "stored@example.org"), link);
        Mails.Post(member.Context, ann, Make.Mail(2, MailKind.VerificationCode, "new@example.org"), new(null, code));

        Assert.Equal(["stored@example.org", "new@example.org"], member.Mails.Select(m => m.To));
        Assert.Equal(["Ann", null], member.Mails.Select(m => m.Name));
        Assert.Equal((link.Link, null), (member.Mails[0].Link, member.Mails[0].Code));
        Assert.Equal((null, code), (member.Mails[1].Link, member.Mails[1].Code));
        Assert.All(member.Mails, m => Assert.Equal((Make.Owner, 1), (m.MemberId, m.Attempt)));
    }

    private static AddressVerification Verification()
    {
        var (token, code) = (Make.Token(TokenPurpose.EmailVerification), new CodeDigest("fixed", "AAEC"));
        return VerificationRules.New(
            VerificationUse.Change, token, Make.Email("new@example.org"), code, revokeSessions: false, Moments.Start);
    }
}
