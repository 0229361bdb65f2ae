using Members.Tests.Unit.Emails.Exploration;
using Xunit.Abstractions;
using static Members.Tests.Unit.Emails.Exploration.Scenarios;

namespace Members.Tests.Unit.Emails;

/// <summary>
/// The exploration sees a rule that is broken. With all rules in force it finds nothing (<see cref="OwnershipExplorationTests"/>).
/// </summary>
public sealed class PlantedFaultExplorationTests(ITestOutputHelper output)
{
    [Fact]
    public void A_store_that_checks_no_unique_owner_is_found() => IsFound(PlantedFault.StoreChecksNoUniqueOwner, TwoRegister);

    [Fact]
    public void A_store_that_moves_owners_in_another_statement_is_found() =>
        IsFound(PlantedFault.StoreMovesOwnersInAnotherStatement, RegisterAgainstMove);

    [Fact]
    public void A_store_that_overwrites_what_was_not_read_is_found() => IsFound(PlantedFault.StoreChecksNoVersion, DeletedElsewhere);

    [Fact]
    public void A_store_that_locks_addresses_in_no_order_is_found() =>
        IsFound(PlantedFault.StoreLocksInNoOrder, Swap with { IndexesAreBehind = true, LocksRows = true });

    [Fact]
    public void A_deletion_that_keeps_the_address_is_found() => IsFound(PlantedFault.StoreKeepsAddressesOfTheDeleted, Deleted);

    [Fact]
    public void A_reserved_address_that_keeps_nobody_out_is_found() => IsFound(PlantedFault.StoreLeavesReservedAddressesFree, Undone);

    [Fact]
    public void A_record_that_is_believed_after_a_failed_write_is_found() =>
        IsFound(PlantedFault.RecordIsBelievedAfterAFailedWrite, Freed with { Faults = 1 });

    [Fact]
    public void A_login_that_is_refused_by_what_the_index_remembers_is_found() =>
        IsFound(PlantedFault.IndexRefusesLoginsFromMemory, Freed with { HasIndexPerSilo = true });

    [Fact]
    public void An_address_that_is_taken_by_what_the_index_remembers_is_found() =>
        IsFound(PlantedFault.IndexCallsTakenFromMemory, Freed with { HasIndexPerSilo = true });

    [Fact]
    public void An_index_that_remembers_a_read_from_before_a_change_is_found() =>
        IsFound(PlantedFault.IndexRemembersAReadFromBeforeAChange, Freed with { ReadsTakeTime = true });

    [Fact]
    public void A_login_that_trusts_the_index_alone_is_found() =>
        IsFound(PlantedFault.MemberLetsInWhomeverTheIndexSends, Freed with { HasIndexPerSilo = true });

    [Fact]
    public void A_block_of_whomever_the_index_names_is_found() => IsFound(PlantedFault.MemberIsBlockedWhoeverWasMeant, BlockedByAddress);

    [Fact]
    public void A_member_who_refuses_from_memory_is_found() => IsFound(PlantedFault.MemberRefusesFromMemory, Freed);

    private void IsFound(PlantedFault fault, Scenario scenario)
    {
        var report = new Explorer(scenario, fault).Explore();
        output.WriteLine($"{report}\n{report.Violation}");

        Assert.NotNull(report.Violation);
    }
}
