using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Upkeep;

namespace Members.Tests.Unit.Upkeep;

public sealed class UpkeepRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Nothing_unfinished_is_never_due() => Assert.Null(UpkeepRules.Due(Make.Member()));

    [Fact]
    public void Unfinished_work_of_each_kind_is_due_when_patience_ends()
    {
        var to = LoginName.Of(Make.Email("new@example.org"), Make.Id(5));

        Assert.Equal(Now + Patience, UpkeepRules.Due(Make.Member() with { JoiningSince = Now }));
        Assert.Equal(Now + Patience, UpkeepRules.Due(Make.Member() with { Moving = new Move(to, Now, false) }));
        Assert.Equal(Now + Patience, UpkeepRules.Due(Make.Member() with { Leaving = new Departure("e:0", Make.Id(6), Now) }));
        Assert.Equal(Now + TimeSpan.FromMinutes(1), UpkeepRules.Due(Make.Member() with { Outbox = [Make.Mail(1, MailKind.LoginEmailChanged)] }));
    }

    [Fact]
    public void The_earliest_of_all_decides()
    {
        var record = Make.Member() with
        {
            Outbox = [Make.Mail(1, MailKind.LoginEmailChanged)],
            JoiningSince = Now + TimeSpan.FromMinutes(5),
            Leaving = new Departure("e:0", Make.Id(6), Now + Moments.Second),
        };

        Assert.Equal(Now + Moments.Second + Patience, UpkeepRules.Due(record));
    }

    [Fact]
    public void Patience_and_a_sweep_end_within_the_minute_that_the_contract_allows() =>
        Assert.True(UpkeepRules.Due(Make.Member() with { JoiningSince = Now }) + TimeSpan.FromSeconds(10) < Now + TimeSpan.FromMinutes(1));

    [Fact]
    public void A_completed_record_carries_its_due_time_and_when_finished_none()
    {
        var joining = UpkeepRules.Complete(new MemberRecord(), Make.Member() with { JoiningSince = Now }, Now);

        Assert.Equal(Now + Patience, joining.Due);
        Assert.Null(UpkeepRules.Complete(joining, joining with { JoiningSince = null }, Now).Due);
    }

    [Fact]
    public void Only_what_is_shown_counts_as_an_update()
    {
        var before = Make.Member() with { UpdatedAt = Now };
        var later = Now + TimeSpan.FromHours(1);

        MemberRecord[] seen =
        [
            before with { Status = MemberStatus.Blocked },
            before with { Login = LoginName.Of(Make.Email("new@example.org"), Make.Id(5)) },
            before with { EmailVerified = true },
            before with { PasswordVersion = 2 },
        ];
        MemberRecord[] unseen = [before with { LastLoginAt = later }, before with { Outbox = [Make.Mail(1, MailKind.SetPassword)] }, before with { Password = Make.Digest("rehashed") }];

        Assert.All(seen, next => Assert.Equal(later, UpkeepRules.Complete(before, next, later).UpdatedAt));
        Assert.All(unseen, next => Assert.Equal(Now, UpkeepRules.Complete(before, next, later).UpdatedAt));
    }
}
