using Members.Emails;

namespace Members.Audit;

/// <summary>Who an event is about, as it is logged: ids and digests, never an address.</summary>
public static class AuditSubject
{
    /// <summary>Nobody known.</summary>
    public const string Nobody = "nobody";

    private const int Digits = 16;

    /// <summary>A member.</summary>
    public static string Member(Guid id) => $"member:{id}";

    /// <summary>An API key.</summary>
    public static string Key(Guid id) => $"key:{id}";

    /// <summary>An OAuth client.</summary>
    public static string Client(Guid id) => $"client:{id}";

    /// <summary>
    /// An address that no member holds: the start of its login key's digest. With the address its events can be found, but the log does
    /// not reveal addresses.
    /// </summary>
    public static string Email(EmailAddress email) => string.Concat("email:", LoginKey.For(email).Value.AsSpan(2, Digits));
}
