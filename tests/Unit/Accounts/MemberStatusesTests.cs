using Members.Accounts;
using Members.Grains.Admission;
using Members.Grains.Registration;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Accounts;

/// <summary>The documented graph of statuses (contract, section 1 and I9), and what each status may do.</summary>
public sealed class MemberStatusesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly OpaqueToken Ticket = Make.Token(TokenPurpose.SessionTicket, 1), Approval = Make.Token(TokenPurpose.Approval, 2);

    // From, approved by name, approved by token, blocked. Whoever stays what they are is refused, save who is active or blocked already.
    public static TheoryData<MemberStatus, MemberStatus, MemberStatus, MemberStatus> Graph => new()
    {
        { MemberStatus.None, MemberStatus.None, MemberStatus.None, MemberStatus.None },
        { MemberStatus.Pending, MemberStatus.Active, MemberStatus.Active, MemberStatus.Blocked },
        { MemberStatus.Active, MemberStatus.Active, MemberStatus.Active, MemberStatus.Blocked },
        { MemberStatus.Blocked, MemberStatus.Active, MemberStatus.Blocked, MemberStatus.Blocked },
        { MemberStatus.Offline, MemberStatus.Offline, MemberStatus.Offline, MemberStatus.Offline },
        { MemberStatus.Rejected, MemberStatus.Active, MemberStatus.Rejected, MemberStatus.Blocked },
    };

    // The refusal of the right password, whether links are mailed, whether a lost answer to a registration is given again.
    public static TheoryData<MemberStatus, Type?, bool, bool> Traits => new()
    {
        { MemberStatus.None, typeof(Refusal.MemberNotFound), false, false },
        { MemberStatus.Pending, typeof(Refusal.PendingApproval), true, true },
        { MemberStatus.Active, null, true, true },
        { MemberStatus.Blocked, typeof(Refusal.MemberBlocked), false, false },
        { MemberStatus.Offline, typeof(Refusal.MemberNotFound), false, false },
        { MemberStatus.Rejected, typeof(Refusal.ApplicationRejected), true, false },
    };

    [Fact]
    public void Every_status_has_a_row_here_and_in_the_table()
    {
        var all = Enum.GetValues<MemberStatus>();

        Assert.Equal(all.Order(), Graph.Select(g => (MemberStatus)g[0]).Order());
        Assert.Equal(all.Order(), Traits.Select(t => (MemberStatus)t[0]).Order());
        Assert.All(all, s => Assert.NotNull(MemberStatuses.Of(s)));
    }

    [Theory]
    [MemberData(nameof(Graph))]
    public void A_status_moves_only_along_the_graph(MemberStatus from, MemberStatus approved, MemberStatus byToken, MemberStatus blocked)
    {
        var record = Make.Member(from) with { Tokens = OneTimeTokens.Issue([], Approval, Now + Lifetime, Now, replace: true) };

        Assert.Equal(approved, (AdmissionRules.Approve(record, named: null, Ticket, Now, Lifetime).Next ?? record).Status);
        Assert.Equal(byToken, (AdmissionRules.ApproveWithToken(record, Approval, Ticket, Now, Lifetime).Next ?? record).Status);
        Assert.Equal(blocked, (AdmissionRules.Block(record, new BlockMember()).Next ?? record).Status);
    }

    [Theory]
    [MemberData(nameof(Graph))]
    public void The_table_has_no_other_way(MemberStatus from, MemberStatus approved, MemberStatus byToken, MemberStatus blocked)
    {
        var traits = MemberStatuses.Of(from);

        Assert.Equal(approved, traits.Approved ?? from);
        Assert.Equal(byToken, traits.ApprovedByToken ?? from);
        Assert.Equal(blocked, traits.Blocked ?? from);
    }

    [Fact]
    public void A_token_approves_whoever_is_pending_and_nobody_else() => Assert.Equal(
        [MemberStatus.Pending], Enum.GetValues<MemberStatus>().Where(s => MemberStatuses.Of(s).ApprovedByToken is not null));

    [Theory]
    [MemberData(nameof(Traits))]
    public void Each_status_may_do_what_the_contract_says(MemberStatus status, Type? loginRefusal, bool getsMail, bool mayRepeat)
    {
        var traits = MemberStatuses.Of(status);

        Assert.Equal(loginRefusal, traits.LoginRefusal?.GetType());
        Assert.Equal((getsMail, mayRepeat), (traits.GetsMail, traits.MayRepeatRegistration));
    }

    [Fact]
    public void Only_who_may_log_in_is_handed_a_ticket_by_a_registration() => Assert.All(
        Enum.GetValues<MemberStatus>(),
        s => Assert.Equal(MemberStatuses.Of(s).LoginRefusal is null, RegistrationRules.TokenFor(s) == TokenPurpose.SessionTicket));

    [Fact]
    public void A_status_that_is_none_of_these_is_an_error() =>
        Assert.Throws<KeyNotFoundException>(() => MemberStatuses.Of((MemberStatus)99));
}
