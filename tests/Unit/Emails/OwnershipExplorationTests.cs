using Members.Tests.Unit.Emails.Exploration;
using Xunit.Abstractions;
using static Members.Tests.Unit.Emails.Exploration.Scenarios;

namespace Members.Tests.Unit.Emails;

/// <summary>
/// Who owns an address, in every order of the steps of a few requests, with a fault at every step (security invariants I1, I2, I3, I6,
/// I10, I14; docs/adr/0002). Handlers, records and lookups are the real ones; only the store and the network are played.
/// </summary>
public sealed class OwnershipExplorationTests(ITestOutputHelper output)
{
    [Fact]
    public void Of_two_who_register_one_address_one_owns_it() => Holds(500, TwoRegister with { Faults = 2 });

    [Fact]
    public void Of_one_who_registers_and_one_who_moves_to_an_address_one_owns_it() => Holds(1500, RegisterAgainstMove with { Faults = 2 });

    [Fact]
    public void Of_two_who_move_to_one_address_one_owns_it() => Holds(1000, TwoMove with { Faults = 1 });

    [Fact]
    public void Two_who_want_each_others_address_are_both_refused() => Holds(1500, Swap, Swap with { IndexesAreBehind = true, Faults = 2 });

    [Fact]
    public void Two_who_want_each_others_address_never_wait_for_each_other() =>
        Holds(80, Swap with { IndexesAreBehind = true, LocksRows = true });

    [Fact]
    public void An_address_that_is_left_is_free_at_once() =>
        Holds(2000, Freed with { Faults = 2 }, Freed with { Faults = 1, ReadsTakeTime = true });

    [Fact]
    public void Indexes_that_hear_of_every_change_are_right_in_the_end() => Holds(100, Freed with { ReadsTakeTime = true });

    [Fact]
    public void A_reserved_address_is_nobody_elses_and_can_be_taken_back() => Holds(1500, Undone with { Faults = 2 });

    [Fact]
    public void A_deletion_frees_the_address() => Holds(700, Deleted with { Faults = 2 });

    [Fact]
    public void A_member_who_moves_at_two_silos_ends_at_one_address() => Holds(1500, TwoTargets with { Faults = 1 });

    [Fact]
    public void A_member_who_is_deleted_elsewhere_does_not_move() => Holds(2000, DeletedElsewhere with { Faults = 2 });

    [Fact]
    public void Whoever_has_the_address_is_blocked_and_nobody_else() =>
        Holds(5000, BlockedByAddress, BlockedByAddress.Without('B') with { Faults = 2 });

    [Fact]
    public void A_login_during_a_fault_is_answered_truly() => Holds(
        7000,
        TwoRegister.Without('B').And('A', 'x') with { Faults = 1 },
        Freed.Without('B').And('A', 'x') with { Faults = 1 },
        Freed.Without('B').And('A', 'y') with { Faults = 1 },
        Freed.Without('B').And('A', 'x', 1) with { Faults = 1 },
        Undone.Without('B').And('A', 'y') with { Faults = 1 },
        Deleted.Without('B').And('A', 'x') with { Faults = 1 });

    [Fact]
    public void A_login_while_others_want_the_address_is_answered_truly() => Holds(
        20000,
        TwoRegister.And('A', 'x'),
        RegisterAgainstMove.And('B', 'x'),
        Swap.And('A', 'x'),
        Freed.And('A', 'y', 1) with { HasIndexPerSilo = true },
        Deleted.And('A', 'x'));

    [Fact]
    public void A_login_at_one_of_two_activations_is_answered_truly() =>
        Holds(20000, TwoTargets.And('A', 'x'), DeletedElsewhere.And('A', 'y', 1));

    private void Holds(int atLeast, params Scenario[] scenarios)
    {
        var reports = scenarios.Select(s => new Explorer(s, PlantedFault.None).Explore()).ToList();
        reports.ForEach(r => output.WriteLine(r.ToString()));

        Assert.All(reports, r => Assert.Null(r.Violation));
        Assert.True(reports.Sum(r => r.Runs) >= atLeast, $"Only {reports.Sum(r => r.Runs)} runs.");
    }
}
