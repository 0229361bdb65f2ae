namespace Members.Tests.Cluster.Linearizability;

/// <summary>What the clients know of an attempt to register.</summary>
internal enum Standing
{
    /// <summary>It is under way, or its outcome is unknown.</summary>
    Open,

    /// <summary>The member exists.</summary>
    Member,

    /// <summary>It was refused.</summary>
    Refused,
}

/// <summary>An attempt to register, and the member that it makes: in a universe they are one.</summary>
/// <param name="number">Its number, from 1.</param>
/// <param name="address">The address it registers.</param>
internal sealed class Attempt(int number, int address)
{
    public int Number => number;

    public Standing Standing { get; set; } = Standing.Open;

    /// <summary>The address by the newest answer that told one. Others may have moved the member since.</summary>
    public int LastAddress { get; set; } = address;

    public bool IsBlocked { get; set; }

    /// <summary>The member's id in the product, once an answer has told it.</summary>
    public Guid? Id { get; set; }
}

/// <summary>An operation to do.</summary>
internal sealed record Plan(OperationKind Kind, int Address, Attempt Attempt);
