namespace Members.Tests.Cluster.Contention;

/// <summary>What the clients know of a registration that was tried.</summary>
internal enum Existence
{
    /// <summary>It has no answer.</summary>
    Uncertain,

    Exists,

    /// <summary>It was refused.</summary>
    Refused,

    Deleted,
}

/// <summary>A registration and the member that comes of it, as far as the clients know.</summary>
/// <param name="number">Its number, from 1.</param>
/// <param name="address">The address to register.</param>
internal sealed class Account(int number, int address)
{
    public int Number => number;

    public Existence Existence { get; set; } = Existence.Uncertain;

    /// <summary>The address by the newest answer. Another client may have changed it since.</summary>
    public int LastAddress { get; private set; } = address;

    /// <summary>The address that the member is moving to, or has come from.</summary>
    public int OtherAddress { get; set; } = address;

    /// <summary>The member's id, once an answer has told it.</summary>
    public Guid? Id { get; set; }

    public void MovedTo(int address)
    {
        if (address != LastAddress)
        {
            (LastAddress, OtherAddress) = (address, LastAddress);
        }
    }
}
