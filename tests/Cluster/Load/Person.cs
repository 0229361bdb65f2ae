namespace Members.Tests.Cluster.Load;

/// <summary>What a person is, as far as answers have said so.</summary>
internal enum Standing
{
    Pending,
    Active,
    Blocked,
}

/// <summary>What an operation without an answer may have done.</summary>
/// <param name="What">The operation.</param>
internal sealed record Doubt(string What)
{
    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>The address that the person may have now.</summary>
    public string? Email { get; init; }

    /// <summary>The password that the person may have now.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the person may not exist.</summary>
    public bool Existence { get; init; }

    /// <summary>Whether the person's standing is open.</summary>
    public bool Standing { get; init; }
}

/// <summary>
/// One member of the load, with all that is known about them from answers alone. One worker at a time acts on a person.
/// </summary>
/// <param name="name">Unique; also the idempotency key of the registration.</param>
/// <param name="email">The address to register.</param>
/// <param name="password">The password to register.</param>
internal sealed class Person(string name, string email, string password)
{
    public string Name => name;

    public string Id { get; set; } = "";

    public string Email { get; set; } = email;

    public string Password { get; set; } = password;

    public Standing Standing { get; set; }

    /// <summary>Tokens of sessions that must be good.</summary>
    public List<string> Sessions { get; } = [];

    /// <summary>Addresses that were left, by an acknowledged change.</summary>
    public List<string> LeftEmails { get; } = [];

    /// <summary>Passwords that an acknowledged change has ended.</summary>
    public List<string> OldPasswords { get; } = [];

    public string? ApprovalToken { get; set; }

    /// <summary>The operation that was left without an answer; after it nothing more is done to the person.</summary>
    public Doubt? Doubt { get; set; }

    /// <summary>Links that were tried and had given way to a newer one. Mails may overtake each other.</summary>
    public HashSet<string> OldLinks { get; } = [];

    /// <summary>When a link was promised that has not arrived.</summary>
    public DateTimeOffset? AwaitsMailSince { get; set; }

    /// <summary>
    /// Whether the person is left in peace: an operation had to be repeated, and the first try may still be under way
    /// somewhere. Done a second time it changes nothing, unless something else has been done since.
    /// </summary>
    public bool IsRetired { get; set; }

    public override string ToString() => $"{name} ({Id})";
}
