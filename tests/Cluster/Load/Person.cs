namespace Members.Tests.Cluster.Load;

/// <summary>The status of a person by the newest answer.</summary>
internal enum Status
{
    Pending,
    Active,
    Blocked,
    Rejected,
}

/// <summary>How the API names a status.</summary>
internal static class StatusNames
{
    public static string ApiName(this Status status) => status.ToString().ToUpperInvariant();
}

/// <summary>What an operation of unknown outcome may have done.</summary>
/// <param name="What">The operation.</param>
internal sealed record Indeterminate(string What)
{
    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>The address that the person may have now.</summary>
    public string? Email { get; init; }

    /// <summary>The password that the person may have now.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the person may not exist.</summary>
    public bool Existence { get; init; }

    /// <summary>Whether the person may have another status.</summary>
    public bool Status { get; init; }
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

    /// <summary>The address that they apply with. Whoever waits or was rejected has it still: only members change theirs.</summary>
    public string FirstEmail { get; } = email;

    public string Password { get; set; } = password;

    public Status Status { get; set; }

    /// <summary>Tokens of sessions that must be good.</summary>
    public List<string> Sessions { get; } = [];

    /// <summary>Addresses that were left, by an acknowledged change.</summary>
    public List<string> LeftEmails { get; } = [];

    /// <summary>Passwords that an acknowledged change has replaced.</summary>
    public List<string> OldPasswords { get; } = [];

    public string? ApprovalToken { get; set; }

    /// <summary>What they have applied with; null for who was let in without.</summary>
    public Application? Application { get; set; }

    /// <summary>The operation of unknown outcome, after which nothing more is done to the person.</summary>
    public Indeterminate? Indeterminate { get; set; }

    /// <summary>Links that were tried and had given way to a newer one. Mails may overtake each other.</summary>
    public HashSet<string> OldLinks { get; } = [];

    /// <summary>When a link was promised that has not arrived.</summary>
    public DateTimeOffset? AwaitsMailSince { get; set; }

    /// <summary>
    /// Whether nothing more is changed: an operation was repeated, and its first try may still be under way. Carried out late
    /// it changes nothing, unless something else has been changed since.
    /// </summary>
    public bool IsRetired { get; set; }

    public override string ToString() => $"{name} ({Id})";
}
