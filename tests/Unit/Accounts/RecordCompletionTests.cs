using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Verification;
using Members.Secrets;

namespace Members.Tests.Unit.Accounts;

public sealed class RecordCompletionTests
{
    private static readonly DateTimeOffset Now = Moments.Start;

    [Fact]
    public void Nothing_unfinished_is_never_due()
    {
        Assert.Null(RecordCompletion.Due(Make.Member()));
        Assert.Null(RecordCompletion.Due(new MemberRecord()));
    }

    [Fact]
    public void Whatever_waits_for_a_time_is_due_at_that_time()
    {
        var mail = Make.Mail(1, MailKind.LoginEmailChanged);
        var owning = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 7));

        Assert.Equal(Now + TimeSpan.FromMinutes(1), RecordCompletion.Due(Make.Member() with { Outbox = [mail] }));
        Assert.Equal(Now + TimeSpan.FromDays(7), RecordCompletion.Due(Make.Member() with { Addresses = owning }));
        Assert.Equal(Now + VerificationRules.Lifetime, RecordCompletion.Due(Pending()));
        Assert.Equal(Now + Moments.Second, RecordCompletion.Due(Make.Member() with { DeletionAt = Now + Moments.Second }));
    }

    [Fact]
    public void A_reply_is_due_from_the_moment_it_was_written_until_the_next_mail_counts_it()
    {
        var replied = Make.Member(MemberStatus.Pending) with
        {
            News = Now,
            Outbox = [Make.Mail(1, MailKind.ApplicationQuestion)],
        };

        Assert.Equal(Now, RecordCompletion.Due(replied));
        Assert.Equal(Now + TimeSpan.FromMinutes(1), RecordCompletion.Due(replied with { News = null }));
        Assert.Equal(Now, Complete(replied with { News = null }, replied, Now + TimeSpan.FromDays(1)).Due);
    }

    [Fact]
    public void A_change_that_waits_for_its_code_is_due_never_since_nothing_is_lost_with_it() =>
        Assert.Null(RecordCompletion.Due(Make.Member() with { Verification = Verification() }));

    [Fact]
    public void The_earliest_of_all_decides()
    {
        var (one, two) = (Make.Reserved("ann@example.org", 7), Make.Reserved("ann2@example.org", 2));
        var record = Make.Member() with
        {
            Outbox = [Make.Mail(1, MailKind.LoginEmailChanged) with { NotBefore = Now + TimeSpan.FromDays(3) }],
            Addresses = Make.Owning("new@example.org", one, two),
        };

        Assert.Equal(two.Until, RecordCompletion.Due(record));
    }

    [Fact]
    public void A_completed_record_carries_its_due_time_and_when_finished_none()
    {
        var waiting = Complete(new MemberRecord(), Make.Member() with { Outbox = [Make.Mail(1, MailKind.LoginEmailChanged)] }, Now);

        Assert.Equal(Now + TimeSpan.FromMinutes(1), waiting.Due);
        Assert.Null(Complete(waiting, waiting with { Outbox = [] }, Now).Due);
    }

    [Fact]
    public void A_verification_is_kept_until_its_time_is_over_and_of_a_pending_registration_until_that_is_cleared()
    {
        var (waiting, expiry) = (Make.Member() with { Verification = Verification() }, Now + VerificationRules.Lifetime);

        Assert.Equal(waiting.Verification, Complete(waiting, waiting, expiry - Moments.Second).Verification);
        Assert.Null(Complete(waiting, waiting, expiry).Verification);
        Assert.Equal(Pending().Verification, Complete(Pending(), Pending(), expiry).Verification);
    }

    [Fact]
    public void Another_application_waits_for_its_code_as_long_as_the_code_is_good_and_is_due_then()
    {
        var waiting = Make.Member(MemberStatus.Rejected) with { Verification = Verification(), Reapplication = Pending().Pending };
        var expiry = Now + VerificationRules.Lifetime;
        var used = waiting with { Verification = VerificationRules.Use(Verification(), Now) };

        Assert.Equal(expiry, RecordCompletion.Due(waiting));
        Assert.Equal(waiting.Reapplication, Complete(waiting, waiting, expiry - Moments.Second).Reapplication);
        foreach (var over in new[] { Complete(waiting, waiting, expiry), Complete(waiting, used, Now) })
        {
            Assert.Null(over.Reapplication);
            Assert.Null(over.Due);
        }
    }

    [Fact]
    public void Only_what_is_shown_counts_as_an_update()
    {
        var before = Make.Member() with { UpdatedAt = Now };
        var later = Now + TimeSpan.FromHours(1);
        var rehashed = before.Credentials with { Password = Make.Digest("rehashed") };

        MemberRecord[] seen =
        [
            before with { Status = MemberStatus.Blocked },
            before with { Addresses = Make.Owning("new@example.org") },
            before with { Addresses = before.Addresses with { Verified = true } },
            before with { Credentials = before.Credentials.Replace(Make.Digest()) },
        ];
        MemberRecord[] unseen =
        [
            before with { LastLoginAt = later },
            before with { Outbox = [Make.Mail(1, MailKind.SetPassword)] },
            before with { Credentials = rehashed },
            before with { Addresses = Make.Owning("ann@example.org", Make.Reserved("ann2@example.org", 1)) },
        ];

        Assert.All(seen, next => Assert.Equal(later, Complete(before, next, later).UpdatedAt));
        Assert.All(unseen, next => Assert.Equal(Now, Complete(before, next, later).UpdatedAt));
    }

    [Fact]
    public void A_rule_that_has_set_the_time_itself_is_not_overruled()
    {
        var before = Make.Member() with { UpdatedAt = Now };
        var next = before with { Addresses = Make.Owning("new@example.org"), UpdatedAt = Now + Moments.Second };

        Assert.Equal(Now + Moments.Second, Complete(before, next, Now + TimeSpan.FromHours(1)).UpdatedAt);
    }

    private static MemberRecord Complete(MemberRecord before, MemberRecord next, DateTimeOffset now) =>
        RecordCompletion.Complete(before, next, now);

    private static AddressVerification Verification()
    {
        var (token, code) = (Make.Token(TokenPurpose.EmailVerification), new CodeDigest("fixed", "AAEC"));
        return VerificationRules.New(VerificationUse.Registration, token, Make.Email(), code, revokeSessions: false, Now);
    }

    private static MemberRecord Pending() => new()
    {
        Id = Make.Owner,
        Pending = new PendingRegistration(Make.Digest(), ContactInfo.Empty, ProfilePrivacy.Private, Now),
        Verification = Verification(),
    };
}
