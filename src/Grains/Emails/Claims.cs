using Members.Grains.Storage;

namespace Members.Grains.Emails;

using Ruling = Decision<ClaimRecord, bool>;

/// <summary>Whether an address is taken, and how firmly.</summary>
[Alias("members.ClaimState")]
internal enum ClaimState
{
    /// <summary>Nobody's.</summary>
    Free,

    /// <summary>Reserved until a time, by work that may still fail.</summary>
    Claimed,

    /// <summary>A member's login address.</summary>
    Held,

    /// <summary>Nobody's login address, and kept from all: a member left it and may come back to it.</summary>
    SetAside,
}

/// <summary>What is stored of one address. It is never deleted, only freed: a row that came back at version 1 could be
/// overwritten by a node that still remembers the old version 1.</summary>
[GenerateSerializer, Immutable, Alias("members.ClaimRecord")]
internal sealed record ClaimRecord
{
    /// <summary>The version of this shape.</summary>
    [Id(0)]
    public int Schema { get; init; } = 1;

    /// <summary>Whether the address is taken.</summary>
    [Id(1)]
    public ClaimState State { get; init; }

    /// <summary>By whom.</summary>
    [Id(2)]
    public Guid? MemberId { get; init; }

    /// <summary>By which operation of theirs.</summary>
    [Id(3)]
    public Guid? Operation { get; init; }

    /// <summary>When a claim lapses.</summary>
    [Id(4)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who logs in with the address.</summary>
    public Guid? Holder() => State == ClaimState.Held ? MemberId : null;

    internal bool IsOf(Guid member, Guid operation) => State != ClaimState.Free && MemberId == member && Operation == operation;
}

/// <summary>
/// The rules of one address: free → claimed → held → free, or held → set aside → held or free. Each is idempotent for the same operation, and does nothing
/// for an operation that has lost the address, so that late and repeated calls are harmless.
/// </summary>
internal static class Claims
{
    /// <summary>Reserves the address, unless somebody else holds it or has a claim that has not lapsed.</summary>
    public static Ruling Claim(ClaimRecord record, Guid member, Guid operation, DateTimeOffset now, TimeSpan lifetime)
    {
        if (record.IsOf(member, operation) && record.State == ClaimState.Held)
        {
            return Ruling.Keep(true);
        }

        // A claim of the same member's earlier operation is that member's to give up: its grain runs one at a time.
        var obtainable = record.State == ClaimState.Free
            || (record.State == ClaimState.Claimed && (record.MemberId == member || now >= record.Until));
        return obtainable
            ? new Ruling(new ClaimRecord { State = ClaimState.Claimed, MemberId = member, Operation = operation, Until = now + lifetime }, true)
            : Ruling.Keep(false);
    }

    /// <summary>Makes a claim a hold. A claim that has lapsed is still good while nobody else has taken the address.</summary>
    public static Ruling Confirm(ClaimRecord record, Guid member, Guid operation)
    {
        if (!record.IsOf(member, operation))
        {
            return Ruling.Keep(false);
        }

        return record.State switch
        {
            ClaimState.Held => Ruling.Keep(true),
            ClaimState.Claimed => new Ruling(record with { State = ClaimState.Held, Until = null }, true),
            _ => Ruling.Keep(false),
        };
    }

    /// <summary>Sets a held address aside: it logs nobody in, and nobody can claim it.</summary>
    public static Ruling SetAside(ClaimRecord record, Guid member, Guid operation) =>
        record.State == ClaimState.Held && record.IsOf(member, operation)
            ? new Ruling(record with { State = ClaimState.SetAside }, true)
            : Ruling.Keep(record.State == ClaimState.SetAside && record.IsOf(member, operation));

    /// <summary>
    /// Makes an address that is set aside its member's again. Under another operation: a late call of the one that set it aside
    /// does nothing to it then.
    /// </summary>
    public static Ruling TakeBack(ClaimRecord record, Guid member, Guid operation, Guid next) =>
        record.State == ClaimState.SetAside && record.IsOf(member, operation)
            ? new Ruling(record with { State = ClaimState.Held, Operation = next }, true)
            : Ruling.Keep(record.State == ClaimState.Held && record.IsOf(member, next));

    /// <summary>Whether another member than this one has the address, as a login or set aside.</summary>
    public static bool IsTaken(ClaimRecord record, Guid member) =>
        record.State is ClaimState.Held or ClaimState.SetAside && record.MemberId != member;

    /// <summary>Frees the address if it is that operation's.</summary>
    public static Ruling Release(ClaimRecord record, Guid member, Guid operation) =>
        record.IsOf(member, operation) ? new Ruling(new ClaimRecord(), true) : Ruling.Keep(false);
}
