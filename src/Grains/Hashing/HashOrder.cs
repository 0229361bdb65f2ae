namespace Members.Grains.Hashing;

/// <summary>What a password is hashed for, the most urgent first: somebody waits at each but the last.</summary>
internal enum HashLane
{
    /// <summary>Somebody logs in, or shows that they know their password.</summary>
    Login,

    /// <summary>Somebody sets a new password.</summary>
    SetPassword,

    /// <summary>Somebody registers.</summary>
    Register,

    /// <summary>A hash of older settings is made anew, and nobody waits.</summary>
    Renewal,
}

/// <summary>Where a piece of hash work stands in line.</summary>
/// <param name="Lane">What it is for.</param>
/// <param name="Client">Whose network asked: clients take turns.</param>
/// <param name="Address">The key of the address it is about: within a client, addresses take turns.</param>
internal readonly record struct HashOrder(HashLane Lane, string Client, string Address);
