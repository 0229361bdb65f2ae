using System.Text.Json.Serialization;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>What is asked of the directory of addresses.</summary>
internal enum OperationKind
{
    /// <summary>A member registers an address.</summary>
    Register,

    /// <summary>A member moves to another address.</summary>
    Change,

    /// <summary>A member is deleted.</summary>
    Delete,

    /// <summary>A member is blocked and keeps the address.</summary>
    Block,

    /// <summary>A member is let in again.</summary>
    Approve,

    /// <summary>A login with an address and a member's password.</summary>
    Login,

    /// <summary>A look-up of the member who holds an address.</summary>
    Find,
}

/// <summary>How an operation ended.</summary>
internal enum Result
{
    Ok,

    /// <summary>Somebody else holds the address.</summary>
    Taken,

    /// <summary>There is no such member, or, for a login, not at this address.</summary>
    NotFound,

    /// <summary>The member was found, and is blocked.</summary>
    Blocked,

    /// <summary>No definite answer: the operation takes effect at some moment after its call, or never.</summary>
    Unknown,
}

/// <summary>
/// One operation as its client saw it. Addresses and members are numbered within their workload, so a history holds no secret.
/// </summary>
/// <param name="Client">The caller, who has one operation at a time.</param>
/// <param name="Kind">What was asked.</param>
/// <param name="Address">The address given, from 0.</param>
/// <param name="Member">The member given, from 1. Of <see cref="OperationKind.Find"/> the one that was found.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Call">When it was called, in ticks of one monotonic clock.</param>
/// <param name="Return">When its answer arrived.</param>
internal sealed record Operation(
    [property: JsonRequired] int Client,
    [property: JsonRequired] OperationKind Kind,
    int? Address,
    int? Member,
    [property: JsonRequired] Result Result,
    [property: JsonRequired] long Call,
    long? Return)
{
    [JsonIgnore]
    public bool IsUnknown => Result == Result.Unknown;

    /// <summary>Whether it changes nothing in any state in which it can end like this.</summary>
    [JsonIgnore]
    public bool IsRead => Kind is OperationKind.Login or OperationKind.Find || Result is Result.Taken or Result.NotFound;

    /// <summary>When it can have taken effect at the latest.</summary>
    [JsonIgnore]
    public long Latest => Return ?? long.MaxValue;

    /// <summary>Whether both were under way at some moment. Intervals are closed.</summary>
    public bool Overlaps(Operation other) => Call <= other.Latest && other.Call <= Latest;

    public override string ToString()
    {
        var (member, address) = (Member is { } m ? $" m{m}" : "", Address is { } a ? $" a{a}" : "");
        return $"client {Client}: {Kind}{member}{address} -> {Result} [{Call}, {(Return is { } end ? $"{end}]" : "…")}";
    }
}
