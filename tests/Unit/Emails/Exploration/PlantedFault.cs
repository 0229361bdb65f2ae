namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>One rule broken on purpose, to show that the exploration would see it.</summary>
internal enum PlantedFault
{
    None,
    StoreChecksNoUniqueOwner,
    StoreMovesOwnersInAnotherStatement,
    StoreChecksNoVersion,
    StoreLocksInNoOrder,
    StoreKeepsAddressesOfTheDeleted,
    StoreLeavesReservedAddressesFree,
    RecordIsBelievedAfterAFailedWrite,
    IndexRefusesLoginsFromMemory,
    IndexCallsTakenFromMemory,
    IndexRemembersAReadFromBeforeAChange,
    MemberLetsInWhomeverTheIndexSends,
    MemberIsBlockedWhoeverWasMeant,
    MemberRefusesFromMemory,
}
