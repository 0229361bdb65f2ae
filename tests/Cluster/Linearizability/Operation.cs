namespace Members.Tests.Cluster.Linearizability;

/// <summary>What is done to the e-mail index.</summary>
internal enum OperationKind
{
    /// <summary>An attempt to register an address. The attempt names the member, who exists from then on if it succeeds.</summary>
    Register,

    /// <summary>A member's address is changed.</summary>
    Change,

    /// <summary>A login with an address and the password of one attempt: a read of who holds the address.</summary>
    Login,

    /// <summary>A member is blocked. They keep their address.</summary>
    Block,
}

/// <summary>What came of an operation.</summary>
internal enum Result
{
    /// <summary>Done. Of a login: the address is the member's, who is not blocked.</summary>
    Ok,

    /// <summary>Refused because somebody else has the address.</summary>
    Taken,

    /// <summary>Refused: of a login because the address is not the member's, of the others because there is no such member.</summary>
    No,

    /// <summary>A login refused because the member, whose address it is, is blocked.</summary>
    Blocked,

    /// <summary>No answer that says: it takes effect at some time after its call, or never.</summary>
    Unknown,
}

/// <summary>
/// One operation as a client saw it. Addresses and attempts are numbers within their universe: the checker needs no
/// more, and a history shows no secret.
/// </summary>
/// <param name="Client">Who called. A client has one operation at a time.</param>
/// <param name="Kind">What was called.</param>
/// <param name="Address">The address given, 0 to 4; <see cref="NoAddress"/> for a block.</param>
/// <param name="Member">The attempt whose member or password was given, from 1.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Call">When it was called, in ticks of the one clock of all clients.</param>
/// <param name="Return">When its answer was there; <see cref="Never"/> when the outcome is unknown.</param>
internal sealed record Operation(int Client, OperationKind Kind, int Address, int Member, Result Result, long Call, long Return)
{
    public const int NoAddress = -1;
    public const long Never = long.MaxValue;

    public bool IsUnknown => Result == Result.Unknown;

    /// <summary>Whether it left the index as it was, in whatever state it met it.</summary>
    public bool IsRead => Kind == OperationKind.Login || Result is Result.Taken or Result.No;

    /// <summary>Whether there was a moment at which both were under way. Intervals are closed.</summary>
    public bool Overlaps(Operation other) => Call <= other.Return && other.Call <= Return;

    public override string ToString()
    {
        var what = Kind switch
        {
            OperationKind.Register => $"register m{Member} at a{Address}",
            OperationKind.Change => $"change m{Member} to a{Address}",
            OperationKind.Login => $"login m{Member} at a{Address}",
            _ => $"block m{Member}",
        };
        var until = Return == Never ? "…" : $"{Return}]";
        return $"client {Client}: {what} -> {Result} [{Call}, {until}";
    }
}
