namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>One rule broken on purpose, to show that the explorer sees it.</summary>
internal enum PlantedFault
{
    None,

    /// <summary>The table takes a second owner of an address.</summary>
    NoUniqueOwner,

    /// <summary>The record is stored by one statement and its addresses by another.</summary>
    OwnersInAStatementOfTheirOwn,

    /// <summary>The store lets a writer overwrite what it has not read.</summary>
    BlindWrites,

    /// <summary>The rows of addresses are locked in the order in which the record names them.</summary>
    UnorderedLocks,

    /// <summary>After a write that failed, the record that was to be stored is believed.</summary>
    BelievedAfterFailedWrite,

    /// <summary>The record that is left of a deleted member keeps its addresses in the table.</summary>
    DeletedMembersKeepAddresses,

    /// <summary>Only the login address is in the table.</summary>
    ReservedAddressesAreFree,

    /// <summary>A member lets in whoever the index sends with the right password.</summary>
    LoginTrustsTheIndex,

    /// <summary>A login is refused by what the index remembers.</summary>
    RefusedFromMemory,

    /// <summary>An address is called taken by what the index remembers.</summary>
    TakenFromMemory,

    /// <summary>An index remembers a read that began before it was told of a change.</summary>
    RemembersReadsFromBeforeAChange,

    /// <summary>A member is blocked without looking whether the address is still theirs.</summary>
    BlocksWhoeverTheIndexNames,
}
