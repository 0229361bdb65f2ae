using Members.Emails;
using Members.Secrets;

namespace Members.Silo.Hosting;

/// <summary>
/// Who owns an address and whether a password matches rest on Unicode rules that a build without ICU does not have.
/// Two such builds on one database would disagree, so one that cannot do it does not start (security finding N6).
/// </summary>
internal static class SelfTest
{
    private static readonly (string Typed, string Canonical)[] Addresses =
    [
        ("Ann@Example.COM", "ann@example.com"),
        ("ann@BÜCHER.example", "ann@xn--bcher-kva.example"),
        ("ann@bu\u0308cher.example", "ann@xn--bcher-kva.example"),
        ("ann@\uff45xample.com", "ann@example.com"),
    ];

    /// <exception cref="StartupException">This build cannot tell addresses or passwords apart as it must.</exception>
    public static void Run()
    {
        var addresses = Addresses.All(a => EmailAddress.TryParse(a.Typed, out var parsed) && parsed.Canonical == a.Canonical);
        var passwords = PlainPassword.TryParse("e\u0301cole", out var composed) && composed.Reveal() == "\u00e9cole";
        if (!addresses || !passwords)
        {
            throw new StartupException("Unicode normalisation does not work here. Install ICU (Debian: libicu) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }
}
