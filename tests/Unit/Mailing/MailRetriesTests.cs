using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Mailing;

public sealed class MailRetriesTests
{
    private static readonly DateTimeOffset Now = Moments.Start + TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(3);
    private static readonly MembersOptions Options = new() { SetPasswordLinkLifetime = LinkLifetime };
    private static readonly CodeMint Codes = new(new PepperRing([], null), (first, _) => first);
    private static readonly MailRetries Retries = new(new MemberMails(new VerificationCodeMail(Codes)));
    private static readonly OpaqueToken Lost = Make.Token(TokenPurpose.SetPassword, 1), New = Make.Token(TokenPurpose.SetPassword, 2);
    private static readonly OpaqueToken Undo = Make.Token(TokenPurpose.UndoEmailChange, 7);
    private static readonly OpaqueToken Again = Make.Token(TokenPurpose.UndoEmailChange, 8);

    [Fact]
    public void A_link_that_was_lost_is_made_anew_and_only_the_newest_works()
    {
        var next = Try(Full(), Now, 1, 2).Next!;

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Replaced), OneTimeTokens.Refuse(next.Tokens, Lost, TokenPurpose.SetPassword, Now));
        Assert.Null(OneTimeTokens.Refuse(next.Tokens, New, TokenPurpose.SetPassword, Now + LinkLifetime - Moments.Second));
    }

    [Fact]
    public void What_is_due_is_marked_as_tried_and_handed_out()
    {
        var decision = Try(Full(), Now, 1, 2);

        Assert.Equal([Make.Id(1), Make.Id(2)], decision.Answer.Select(r => r.Entry.Id));
        Assert.All(decision.Answer, r => Assert.Equal((2, Now + TimeSpan.FromMinutes(2)), (r.Entry.Attempts, r.Entry.NotBefore)));
        Assert.Equal(decision.Answer.Select(r => r.Entry), decision.Next!.Outbox);
    }

    [Fact]
    public void A_notice_alone_leaves_the_link_in_hand_alone()
    {
        var decision = Try(Full(), Now, 2);

        Assert.Null(OneTimeTokens.Refuse(decision.Next!.Tokens, Lost, TokenPurpose.SetPassword, Now));
        Assert.Equal([Make.Id(2)], decision.Answer.Select(r => r.Entry.Id));
        Assert.Equal(2, decision.Next.Outbox.Length);
    }

    [Fact]
    public void Another_try_of_a_codes_mail_brings_another_code_and_neither_tries_nor_time()
    {
        var waiting = Waiting();
        var secret = new MailSecret(null, EmailCode.Of(654_321), Codes.Digest(Make.Owner, waiting.Verification!.Id, EmailCode.Of(654_321)));
        var next = Try(waiting, new Dictionary<Guid, MailSecret> { [Make.Id(1)] = secret }, Now).Next!.Verification!;

        Assert.Equal(secret.CodeDigest, next.Code);
        Assert.Equal((1, waiting.Verification.ExpiresAt), (next.TriesLeft, next.ExpiresAt));
    }

    [Fact]
    public void A_code_that_was_entered_meanwhile_is_not_mailed_again()
    {
        var waiting = Waiting();
        var used = waiting with { Verification = VerificationRules.Use(waiting.Verification!, Now) };
        var decision = Try(used, new Dictionary<Guid, MailSecret> { [Make.Id(1)] = MailSecret.None }, Now);

        Assert.Empty(decision.Answer);
        Assert.Empty(decision.Next!.Outbox);
        Assert.Equal(used.Verification, decision.Next.Verification);
    }

    [Fact]
    public void A_notice_that_is_sent_again_has_another_token_and_no_more_time()
    {
        var decision = Try(Reserving(), Now, 7);
        var (next, until) = (decision.Next!, Moments.Start + TimeSpan.FromDays(7));

        Assert.Equal(Again, Assert.Single(decision.Answer).Secret.Link);
        Assert.Equal((Again.Id, until), (next.Addresses.Reserved[0].Undo, next.Addresses.Reserved[0].Until));
        Assert.Equal(
            new Refusal.TokenInvalid(TokenFate.Replaced), OneTimeTokens.Refuse(next.Tokens, Undo, TokenPurpose.UndoEmailChange, Now));
        Assert.Null(OneTimeTokens.Refuse(next.Tokens, Again, TokenPurpose.UndoEmailChange, until - TimeSpan.FromTicks(1)));
        Assert.IsType<Refusal.TokenExpired>(OneTimeTokens.Refuse(next.Tokens, Again, TokenPurpose.UndoEmailChange, until));
    }

    [Fact]
    public void A_change_that_was_undone_or_whose_time_is_over_is_told_of_without_a_link()
    {
        var undone = Reserving() with { Tokens = OneTimeTokens.Use(Reserving().Tokens, Undo) };
        var free = Make.Reserved("ann@example.org", 7) with { Until = Now };
        var over = Reserving() with { Addresses = Make.Owning("new@example.org", free) };

        Assert.All(
            [undone, over, Reserving() with { Addresses = Make.Owning("new@example.org") }],
            record =>
            {
                var decision = Try(record, Now, 7);
                Assert.Equal(MailSecret.None, Assert.Single(decision.Answer).Secret);
                Assert.Equal((record.Addresses, record.Tokens), (decision.Next!.Addresses, decision.Next.Tokens));
            });
    }

    [Fact]
    public void A_mail_that_left_meanwhile_is_not_sent_again()
    {
        var sent = Full() with { Outbox = Outbox.Sent(Full().Outbox, Make.Id(1), Full().Outbox.Single(e => e.Id == Make.Id(1)).Attempts) };
        var decision = Try(sent, Now, 1, 2);

        Assert.Equal([Make.Id(2)], decision.Answer.Select(r => r.Entry.Id));
        Assert.Null(OneTimeTokens.Refuse(decision.Next!.Tokens, Lost, TokenPurpose.SetPassword, Now));
    }

    [Fact]
    public void What_is_not_worth_sending_any_more_is_dropped()
    {
        var decision = Try(Full(), Moments.Start + TimeSpan.FromHours(3));

        Assert.Empty(decision.Answer);
        Assert.Empty(decision.Next!.Outbox);
    }

    private static Decision<MemberRecord, ImmutableArray<Retry>> Try(MemberRecord record, DateTimeOffset now, params int[] due) =>
        Try(record, due.ToDictionary(Make.Id, n => new MailSecret(n == 7 ? Again : New)), now);

    private static Decision<MemberRecord, ImmutableArray<Retry>> Try(
        MemberRecord record, Dictionary<Guid, MailSecret> due, DateTimeOffset now) => Retries.Try(record, due, now, Options);

    private static MemberRecord Full() => Make.Member() with
    {
        Outbox = [Make.Mail(1, MailKind.SetPassword), Make.Mail(2, MailKind.LoginEmailChanged)],
        Tokens = OneTimeTokens.Issue([], Lost, Moments.Start + LinkLifetime, Moments.Start, replace: true),
    };

    // A registration with one try left, whose code's mail has not left.
    private static MemberRecord Waiting()
    {
        var token = Make.Token(TokenPurpose.EmailVerification);
        var code = Codes.Digest(Make.Owner, token.Id, EmailCode.Of(123_456));
        return new()
        {
            Id = Make.Owner,
            Pending = new PendingRegistration(Make.Digest(), ContactInfo.Empty, ProfilePrivacy.Private, Moments.Start),
            Verification = VerificationRules.New(VerificationUse.Registration, token, Make.Email(), code, false, Moments.Start) with
            {
                TriesLeft = 1,
            },
            Outbox = [Make.Mail(1, MailKind.VerificationCode)],
        };
    }

    // A verified change whose notice has not left.
    private static MemberRecord Reserving() => Make.Member() with
    {
        Addresses = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 7)),
        Tokens = OneTimeTokens.Issue([], Undo, Moments.Start + AddressRules.ReservedFor, Moments.Start, replace: false),
        Outbox = [Make.Mail(7, MailKind.LoginEmailChanged)],
    };
}
