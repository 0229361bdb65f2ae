using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Mail;

public sealed class MailRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start + TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(3);
    private static readonly OpaqueToken Lost = Make.Token(TokenPurpose.SetPassword, 1), New = Make.Token(TokenPurpose.SetPassword, 2);

    [Fact]
    public void A_link_that_was_lost_is_made_anew_and_only_the_newest_works()
    {
        var ruling = MailRules.TryAgain(Full(), Ids(1, 2), Now, LinkLifetime);

        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Replaced), OneTimeTokens.Refuse(ruling.Next!.Tokens, Lost, TokenPurpose.SetPassword, Now));
        Assert.Null(OneTimeTokens.Refuse(ruling.Next.Tokens, New, TokenPurpose.SetPassword, Now + LinkLifetime - Moments.Second));
    }

    [Fact]
    public void What_is_due_is_marked_as_tried_and_handed_out()
    {
        var ruling = MailRules.TryAgain(Full(), Ids(1, 2), Now, LinkLifetime);

        Assert.Equal([Make.Id(1), Make.Id(2)], ruling.Answer.Select(r => r.Entry.Id));
        Assert.All(ruling.Answer, r => Assert.Equal((2, Now + TimeSpan.FromMinutes(2)), (r.Entry.Attempts, r.Entry.NotBefore)));
        Assert.Equal(ruling.Answer.Select(r => r.Entry), ruling.Next!.Outbox);
    }

    [Fact]
    public void A_notice_alone_leaves_the_link_in_hand_alone()
    {
        var ruling = MailRules.TryAgain(Full(), Ids(2), Now, LinkLifetime);

        Assert.Null(OneTimeTokens.Refuse(ruling.Next!.Tokens, Lost, TokenPurpose.SetPassword, Now));
        Assert.Equal([Make.Id(2)], ruling.Answer.Select(r => r.Entry.Id));
        Assert.Equal(2, ruling.Next.Outbox.Length);
    }

    [Fact]
    public void Another_try_of_a_codes_mail_brings_another_code_and_neither_tries_nor_time()
    {
        var (token, codes) = (Make.Token(TokenPurpose.EmailVerification), new CodeMint(new PepperRing([], null), (first, _) => first));
        var waiting = VerificationRules.Begin(
            Make.Member(MemberStatus.None),
            VerificationRules.New(VerificationUse.Registration, token, Make.Email(), codes.Digest(Make.Owner, token.Id, EmailCode.Of(123_456)), false, Moments.Start) with { TriesLeft = 1 },
            VerificationRules.Mail(Make.Id(1), "ann@example.org", Moments.Start));
        var secret = new MailSecret(null, EmailCode.Of(654_321), codes.Digest(Make.Owner, token.Id, EmailCode.Of(654_321)));
        var next = MailRules.TryAgain(waiting, new Dictionary<Guid, MailSecret> { [Make.Id(1)] = secret }, Now, LinkLifetime).Next!.Verification!;

        Assert.Equal(secret.CodeDigest, next.Code);
        Assert.Equal((1, waiting.Verification!.ExpiresAt), (next.TriesLeft, next.ExpiresAt));
    }

    [Fact]
    public void A_mail_that_left_meanwhile_is_not_sent_again()
    {
        var sent = Full() with { Outbox = Outbox.Sent(Full().Outbox, Make.Id(1), Full().Outbox.Single(e => e.Id == Make.Id(1)).Attempts) };
        var ruling = MailRules.TryAgain(sent, Ids(1, 2), Now, LinkLifetime);

        Assert.Equal([Make.Id(2)], ruling.Answer.Select(r => r.Entry.Id));
        Assert.Null(OneTimeTokens.Refuse(ruling.Next!.Tokens, Lost, TokenPurpose.SetPassword, Now));
    }

    [Fact]
    public void What_is_not_worth_sending_any_more_is_dropped()
    {
        var ruling = MailRules.TryAgain(Full(), Ids(), Moments.Start + TimeSpan.FromHours(3), LinkLifetime);

        Assert.Empty(ruling.Answer);
        Assert.Empty(ruling.Next!.Outbox);
    }

    private static Dictionary<Guid, MailSecret> Ids(params int[] numbers) => numbers.ToDictionary(Make.Id, _ => new MailSecret(New));

    private static MemberRecord Full() => Make.Member() with
    {
        Outbox = [Make.Mail(1, MailKind.SetPassword), Make.Mail(2, MailKind.LoginEmailChanged)],
        Tokens = OneTimeTokens.Issue([], Lost, Moments.Start + LinkLifetime, Moments.Start, replace: true),
    };
}
