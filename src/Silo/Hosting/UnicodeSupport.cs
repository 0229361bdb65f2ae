using Members.Emails;
using Members.Secrets;

namespace Members.Silo.Hosting;

/// <summary>
/// Checks that Unicode normalisation works. Which member owns an address, and whether a password matches, depend on it; a
/// runtime without ICU would disagree with others on the same database, so it is refused (security finding N6).
/// </summary>
internal static class UnicodeSupport
{
    private static readonly (string Typed, string Canonical)[] Addresses =
    [
        ("Ann@Example.COM", "ann@example.com"),
        ("ann@BÜCHER.example", "ann@xn--bcher-kva.example"),
        ("ann@bu\u0308cher.example", "ann@xn--bcher-kva.example"),
        ("ann@\uff45xample.com", "ann@example.com"),
    ];

    /// <exception cref="StartupException">The runtime does not normalise addresses or passwords.</exception>
    public static void EnsureAvailable()
    {
        var addresses = Addresses.All(a => EmailAddress.TryParse(a.Typed, out var parsed) && parsed.Canonical == a.Canonical);
        var passwords = PlainPassword.TryParse("e\u0301cole", out var composed) && composed.Reveal() == "\u00e9cole";
        if (!addresses || !passwords)
        {
            throw new StartupException(
                "Unicode normalisation is not available. Install ICU (Debian: libicu) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }
}
