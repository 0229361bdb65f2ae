using Members.Tests.Unit.Emails.Exploration;
using Xunit.Abstractions;
using static Members.Tests.Unit.Emails.Exploration.Universe;
using Request = Members.Tests.Unit.Emails.Exploration.Request;

namespace Members.Tests.Unit.Emails;

/// <summary>
/// The claim protocol in every order of its steps, with a fault at every step (security invariants I1, I2, I3, I6, I10,
/// I12, I14). The protocol and the rules are the real ones; only the store, the clock and the network are played.
/// </summary>
public sealed class ClaimProtocolExplorationTests(ITestOutputHelper output)
{
    private static readonly Scenario BothJoin = new("both join x", [], [Joins(A), Joins(B)]) { ExactlyOneWins = true };

    private static readonly Scenario JoinAgainstMove = new("A joins x, B moves y to x", [(B, Y)], [Joins(A), MovesToX(B)]) { ExactlyOneWins = true };

    private static readonly Scenario BothMove = new("A moves y to x, B moves z to x", [(A, Y), (B, Z)], [MovesToX(A), MovesToX(B)]) { ExactlyOneWins = true };

    private static readonly Scenario SlowJoin = new("A joins x and is settled elsewhere, B joins x", [], [Joins(A), Settles(A), Joins(B)]) { Lapses = 2 };

    private static readonly Scenario JoinTwice = new("A joins x at two nodes, B joins x", [], [Joins(A), Joins(A), Joins(B)]) { Recoveries = [Recovery.Upkeep] };

    private static readonly Scenario SlowMove = new("B moves y to x and is settled elsewhere, A joins x", [(B, Y)], [Joins(A), MovesToX(B), Settles(B)]);

    private static readonly Scenario Swap = new("A moves y to x, B moves x to y", [(A, Y), (B, X)], [MovesToX(A), new Request(B, RequestKind.Moves, Y)]);

    private static readonly Scenario Freed = new("A moves y to x, B joins y", [(A, Y)], [MovesToX(A), new Request(B, RequestKind.Joins, Y)]);

    private static readonly Scenario Undone = new(
        "A moves y to x, verified, and undoes it", [(A, Y)], [new Request(A, RequestKind.MovesVerified, X), new Request(A, RequestKind.Undoes, Y)])
    {
        RepeatsChangeNothing = false,
    };

    private static readonly Scenario UndoneAgainstJoin = new(
        "A moves y to x, verified, and undoes it, B joins y",
        [(A, Y)],
        [new Request(A, RequestKind.MovesVerified, X), new Request(A, RequestKind.Undoes, Y), new Request(B, RequestKind.Joins, Y)])
    {
        Lapses = 0,
        Recoveries = [Recovery.Upkeep],
        RepeatsChangeNothing = false,
    };

    [Fact]
    public void Two_who_join_one_address_never_break_a_promise() =>
        Holds(BothJoin with { CallsMayArriveLate = true, Lapses = 2 }, atLeast: 3000);

    [Fact]
    public void Two_who_join_one_address_never_break_a_promise_though_two_steps_fail() =>
        Holds(BothJoin with { Faults = 2 }, atLeast: 20000);

    [Fact]
    public void One_who_joins_and_one_who_moves_to_an_address_never_break_a_promise() =>
        Holds(JoinAgainstMove with { CallsMayArriveLate = true, Lapses = 2 }, atLeast: 4000);

    [Fact]
    public void Two_who_move_to_one_address_never_break_a_promise() =>
        Holds(BothMove with { CallsMayArriveLate = true, Lapses = 2 }, atLeast: 5000);

    [Fact]
    public void Two_who_swap_addresses_never_break_a_promise() =>
        Holds(Swap with { CallsMayArriveLate = true, Faults = 2, Lapses = 2 }, atLeast: 1000);

    [Fact]
    public void One_who_joins_with_an_address_that_another_leaves_never_breaks_a_promise() =>
        Holds(Freed with { CallsMayArriveLate = true, Lapses = 2 }, atLeast: 1500);

    [Fact]
    public void A_slow_join_that_the_upkeep_settles_at_a_second_activation_never_breaks_a_promise() => Holds(SlowJoin, atLeast: 20000);

    [Fact]
    public void A_slow_join_that_the_caller_repeats_at_a_second_activation_never_breaks_a_promise() =>
        Holds(JoinTwice, atLeast: 20000);

    [Fact]
    public void A_slow_move_that_the_upkeep_settles_at_a_second_activation_never_breaks_a_promise() =>
        Holds(SlowMove, atLeast: 20000);

    [Fact]
    public void A_slow_move_that_the_caller_repeats_at_a_second_activation_never_breaks_a_promise() =>
        Holds(SlowMove with { Name = "B moves y to x twice, A joins x", Requests = [Joins(A), MovesToX(B), MovesToX(B)], Lapses = 0 }, atLeast: 10000);

    [Fact]
    public void A_confirmation_that_steals_is_found() => IsFound(BothJoin, Rules.ConfirmSteals);

    [Fact]
    public void A_release_before_the_member_is_written_is_found() => IsFound(JoinAgainstMove, Rules.ReleasesBeforeTheMemberIsWritten);

    [Fact]
    public void A_login_that_trusts_the_index_alone_is_found() => IsFound(JoinAgainstMove, Rules.LoginTrustsTheIndex);

    [Fact]
    public void A_claim_that_never_lapses_is_found() => IsFound(BothJoin, Rules.ClaimsNeverLapse);

    [Fact]
    public void A_release_by_whoever_asks_is_found() => IsFound(SlowJoin, Rules.ReleaseIgnoresTheOwner);

    [Fact]
    public void A_claim_that_does_not_keep_others_out_is_found() => IsFound(BothJoin, Rules.ClaimsOverlap);

    [Fact]
    public void A_store_that_overwrites_what_was_not_read_is_found() => IsFound(JoinTwice, Rules.WritesBlindly);

    [Fact]
    public void A_record_that_is_believed_after_a_failed_write_is_found() => IsFound(BothJoin, Rules.BelievesMemoryAfterAFailure);

    [Fact]
    public void One_operation_for_all_attempts_to_register_is_found() => IsFound(SlowJoin, Rules.OneOperationForAllAttempts);

    [Fact]
    public void One_who_moves_verified_and_comes_back_never_breaks_a_promise() =>
        Holds(Undone with { CallsMayArriveLate = true, Lapses = 1 }, atLeast: 1000);

    [Fact]
    public void One_who_undoes_while_another_wants_the_address_never_breaks_a_promise() => Holds(UndoneAgainstJoin, atLeast: 3000);

    [Fact]
    public void An_address_that_is_set_aside_but_free_is_found() => IsFound(UndoneAgainstJoin, Rules.SetAsideKeepsNobodyOut);

    [Fact]
    public void An_undo_under_the_old_operation_is_found() => IsFound(Undone with { CallsMayArriveLate = true }, Rules.TakesBackUnderTheOldOperation);

    private static Request Joins(Guid member) => new(member, RequestKind.Joins, X);

    private static Request MovesToX(Guid member) => new(member, RequestKind.Moves, X);

    private static Request Settles(Guid member) => new(member, RequestKind.Sweeps, null);

    private void Holds(Scenario scenario, int atLeast)
    {
        var report = Explorer.Explore(scenario, Rules.Real);
        output.WriteLine(report.ToString());
        Assert.True(report.Violations.Count == 0, string.Join("\n", report.Violations));
        Assert.True(report.Schedules >= atLeast, $"only {report.Schedules} schedules were explored");
    }

    // What is found must be the planted fault: the same scenario is clean with the real rules, which the tests above show.
    private void IsFound(Scenario scenario, Rules rules)
    {
        var report = Explorer.Explore(scenario, rules);
        output.WriteLine(report.ToString());
        output.WriteLine(string.Join("\n", report.Violations));
        Assert.NotEmpty(report.Violations);
    }
}
