using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.EmailChange;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.PasswordChange;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

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
    private static readonly OpaqueToken Again = Make.Token(TokenPurpose.UndoEmailChange, 7, 8);

    // Whether the mail before has arrived is not known.
    [Fact]
    public void A_link_that_is_mailed_again_is_another_beside_those_before_until_one_is_used()
    {
        var second = Try(Full(), Now, 1, 2).Next!;
        var newest = Make.Token(TokenPurpose.SetPassword, 3);
        var third = Try(second, new Dictionary<Guid, MailSecret> { [Make.Id(1)] = new(newest) }, Now).Next!;

        Assert.All([Lost, New, newest], link => Assert.Null(Refuse(third, link, Now + LinkLifetime - TimeSpan.FromMinutes(2))));
        Assert.IsType<Refusal.TokenExpired>(Refuse(third, Lost, Moments.Start + LinkLifetime));
        Assert.Null(Refuse(third, New, Moments.Start + LinkLifetime));
        var used = PasswordRules.SetByToken(third, Lost, Make.Digest(), device: null, Now).Next!;
        Assert.All([Lost, New, newest], link => Assert.IsType<Refusal.TokenInvalid>(Refuse(used, link, Now)));
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
    public void A_code_that_is_mailed_again_is_another_beside_those_before_with_neither_more_tries_nor_more_time()
    {
        var (record, expires) = (Waiting(), Waiting().Verification!.ExpiresAt);
        int[] codes = [654_321, 700_001, 700_002];
        foreach (var code in codes)
        {
            record = Try(record, new Dictionary<Guid, MailSecret> { [Make.Id(1)] = Mailed(code) }, Now).Next!;
        }

        Assert.Equal((1, expires), (record.Verification!.TriesLeft, record.Verification.ExpiresAt));
        Assert.All([123_456, .. codes], code => Assert.Null(Enter(record, code)));
        Assert.NotNull(Enter(record, 111_111));

        // Each code that is good makes guessing easier, so they are few.
        var more = Try(record, new Dictionary<Guid, MailSecret> { [Make.Id(1)] = Mailed(700_003) }, Now).Next!;
        Assert.NotNull(Enter(more, 123_456));
        Assert.Null(Enter(more, 654_321));

        // Whoever asks for another knows that only that one is good.
        var asked = VerificationRules.Renew(more.Verification!, Mailed(800_000).CodeDigest!, Now);
        Assert.NotNull(Enter(more with { Verification = asked }, 700_003));
        Assert.Null(Enter(more with { Verification = asked }, 800_000));
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
    public void A_notice_that_is_sent_again_has_another_token_beside_those_before_and_no_more_time()
    {
        var (record, until, tokens) = (Reserving(), Moments.Start + TimeSpan.FromDays(7), new List<OpaqueToken> { Undo });
        for (var secret = 8; secret < 12; secret++)
        {
            tokens.Add(Make.Token(TokenPurpose.UndoEmailChange, 7, secret));
            var decision = Try(record, new Dictionary<Guid, MailSecret> { [Make.Id(7)] = new(tokens[^1]) }, Now);
            Assert.Equal(tokens[^1], Assert.Single(decision.Answer).Secret.Link);
            record = decision.Next!;
        }

        // Only as many as leave room for the tokens of all other changes (contract I16).
        Assert.Equal((Undo.Id, until), (record.Addresses.Reserved[0].Undo, record.Addresses.Reserved[0].Until));
        Assert.Equal(new Refusal.TokenInvalid(TokenFate.Replaced), UndoRules.Refuse(record, tokens[0], Now));
        Assert.All(tokens.Skip(1), t => Assert.Null(UndoRules.Refuse(record, t, until - TimeSpan.FromTicks(1))));
        Assert.All(tokens.Skip(1), t => Assert.IsType<Refusal.TokenExpired>(UndoRules.Refuse(record, t, until)));
        var undone = UndoRules.Undo(record, tokens[1], New, Make.Id(9), Now, LinkLifetime).Next!;
        Assert.All(tokens, t => Assert.IsType<Refusal.TokenInvalid>(UndoRules.Refuse(undone, t, Now)));
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
        var sent = Full() with { Outbox = Outbox.Remove(Full().Outbox, Make.Id(1)) };
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

    private static Refusal? Refuse(MemberRecord record, OpaqueToken link, DateTimeOffset now) =>
        OneTimeTokens.Refuse(record.Tokens, link, TokenPurpose.SetPassword, now);

    private static MailSecret Mailed(int code) => new(
        null, EmailCode.Of(code), Codes.Digest(Make.Owner, Make.Token(TokenPurpose.EmailVerification).Id, EmailCode.Of(code)));

    private static Refusal? Enter(MemberRecord record, int code)
    {
        var proof = new EmailProof(Make.Token(TokenPurpose.EmailVerification), EmailCode.Of(code));
        return VerificationRules.Enter(record.Verification, Make.Owner, VerificationUse.Registration, proof, Codes, Now).Answer.Refusal;
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
