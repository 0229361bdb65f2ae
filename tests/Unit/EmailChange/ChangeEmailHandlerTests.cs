using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Confirmation;
using Members.Grains.EmailChange;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.Passwords;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Unit.Accounts;
using Members.Verification;

namespace Members.Tests.Unit.EmailChange;

/// <summary>A change decides on the record as it is when it is committed, which may be newer than the one that it began with.</summary>
public sealed class ChangeEmailHandlerTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly CodeMint Codes = new(new PepperRing([], null), (first, _) => first);
    private static readonly EmailCode Code = EmailCode.Of(123_456);
    private static readonly OpaqueToken Token = Make.Token(TokenPurpose.EmailVerification);
    private static readonly ChangeLoginEmail Plain = new(Make.Email("new@example.org"), RevokeCurrentSessions: false);
    private static readonly ChangeLoginEmail Verified = Plain with { Proof = new EmailProof(Token, Code) };

    [Fact]
    public async Task A_change_is_one_write_and_tells_the_old_address()
    {
        var (member, handler) = Begin(Make.Member());
        var changed = await handler.Change(member.Context, Plain);

        Assert.Equal("new@example.org", changed.Value!.LoginEmail);
        Assert.Equal((1, "ann@example.org"), (member.Writes, Assert.Single(member.Mails).To));
        Assert.Equal(["user_email_changed"], member.Stored.Events.Select(e => e.Type));
    }

    [Theory]
    [InlineData("Ann@example.org")]
    [InlineData("ann@EXAMPLE.org")]
    [InlineData("ANN@EXAMPLE.ORG")]
    public async Task Another_spelling_is_stored_without_a_code_and_without_a_mail(string spelling)
    {
        var (member, handler) = Begin(Make.Member() with { Addresses = Make.Owning() with { Verified = true } });
        var changed = await handler.Change(member.Context, Plain with { NewEmail = Make.Email(spelling), Verify = true });

        Assert.Equal((spelling, true), (changed.Value!.LoginEmail, changed.Value.EmailVerified));
        Assert.Equal(1, member.Writes);
        Assert.Empty(member.Mails);
        Assert.Equal(["user_email_changed"], member.Stored.Events.Select(e => e.Type));
    }

    [Fact]
    public async Task Another_spelling_waits_for_no_mail()
    {
        var full = Make.Member() with
        {
            Outbox = [.. Enumerable.Range(1, Outbox.MaxEntries).Select(i => Make.Mail(i, MailKind.LoginEmailChanged))],
        };
        var (member, handler) = Begin(full);

        Assert.True((await handler.Change(member.Context, Plain with { NewEmail = Make.Email("Ann@example.org") })).Succeeded);
    }

    [Fact]
    public async Task A_code_for_another_spelling_of_the_address_by_now_stores_the_spelling()
    {
        var (member, handler) = Begin(Waiting());
        Meanwhile(member, r => r with { Addresses = Make.Owning("NEW@example.org") });

        Assert.Equal("new@example.org", (await handler.Change(member.Context, Verified)).Value!.LoginEmail);
        Assert.Equal("new@example.org", member.Stored.Addresses.Login!.Typed);
    }

    [Fact]
    public async Task An_address_that_the_database_says_is_anothers_changes_nothing()
    {
        var (member, handler) = Begin(Make.Member());
        member.Taken.Add(Make.Login("new@example.org").Key);

        Assert.IsType<Refusal.EmailTaken>((await handler.Change(member.Context, Plain)).Refusal);
        Assert.Equal((0, Make.Member()), (member.Writes, member.Stored));
        Assert.Empty(member.Mails);
    }

    [Fact]
    public async Task A_member_who_was_deleted_meanwhile_is_not_found()
    {
        var (member, handler) = Begin(Make.Member());
        Meanwhile(member, _ => new MemberRecord { Id = Make.Owner, DeletedAt = Now });

        Assert.IsType<Refusal.MemberNotFound>((await handler.Change(member.Context, Plain)).Refusal);
        Assert.Equal(0, member.Writes);
    }

    [Fact]
    public async Task A_change_that_was_made_meanwhile_is_not_made_again()
    {
        var (member, handler) = Begin(Waiting());
        Meanwhile(member, r => r with { Addresses = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 7)) });

        Assert.Equal("new@example.org", (await handler.Change(member.Context, Verified)).Value!.LoginEmail);
        Assert.Equal(0, member.Writes);
        Assert.Empty(member.Mails);
    }

    [Fact]
    public async Task A_code_that_was_used_meanwhile_moves_nobody_again()
    {
        var (member, handler) = Begin(Waiting());
        Meanwhile(member, r => r with
        {
            Addresses = Make.Owning("third@example.org", Make.Reserved("ann@example.org", 7)),
            Verification = VerificationRules.Use(r.Verification!, Now),
        });

        var refusal = Assert.IsType<Refusal.EmailVerificationFailed>((await handler.Change(member.Context, Verified)).Refusal);
        Assert.Equal((VerificationFailure.NotFound, 0), (refusal.Reason, member.Writes));
    }

    [Fact]
    public async Task A_limit_that_was_reached_meanwhile_is_kept()
    {
        var (member, handler) = Begin(Waiting());
        Meanwhile(member, r => r with
        {
            Addresses = Make.Owning("ann@example.org", [.. Enumerable.Range(1, 5).Select(i => Make.Reserved($"ann{i}@example.org", i))]),
        });
        var (full, other) = Begin(Make.Member());
        Meanwhile(full, r => r with
        {
            Outbox = [.. Enumerable.Range(1, Outbox.MaxEntries).Select(i => Make.Mail(i, MailKind.LoginEmailChanged))],
        });

        Assert.Equal(new Refusal.TooManyRequests(TimeSpan.FromDays(1)), (await handler.Change(member.Context, Verified)).Refusal);
        Assert.Equal(new Refusal.TooManyRequests(TimeSpan.FromMinutes(1)), (await other.Change(full.Context, Plain)).Refusal);
        Assert.Equal((0, 0), (member.Writes, full.Writes));
    }

    // While the handler asks whether the address is taken, another silo's activation writes.
    private static void Meanwhile(FakeMember member, Func<MemberRecord, MemberRecord> change) =>
        member.OtherGrains[nameof(ILoginIndexGrain.IsTaken)] = () =>
        {
            member.ChangeElsewhere(change);
            return new ValueTask<bool>(false);
        };

    private static (FakeMember Member, ChangeEmailHandler Handler) Begin(MemberRecord record)
    {
        var member = new FakeMember(record);
        member.OtherGrains[nameof(ILoginIndexGrain.IsTaken)] = () => new ValueTask<bool>(false);
        var mail = new VerificationCodeMail(Codes);
        var mails = new MemberMails(mail);
        return (member, new ChangeEmailHandler(new ConfirmationCodes(Codes, mail, mails, member.Grains), mails));
    }

    private static MemberRecord Waiting() => Make.Member() with
    {
        Verification = VerificationRules.New(
            VerificationUse.Change, Token, Plain.NewEmail, Codes.Digest(Make.Owner, Token.Id, Code), revokeSessions: false, Now),
    };
}
