using System.Text.RegularExpressions;

namespace Members.Gateway.Pages;

/// <summary>
/// Where to go on this site after logging in. An address could lead anywhere else (ASVS 5.0, 1.2.2), so few forms are accepted.
/// </summary>
internal static partial class LocalPath
{
    private const int MostCharacters = 2_000;

    /// <summary>The path, from the root of the site on; null when it is none of a page for members.</summary>
    public static string? Parse(string? text) => text is { Length: <= MostCharacters } && Pattern().IsMatch(text) ? text : null;

    [GeneratedRegex(@"\A(account|admin|log-out)(/[A-Za-z0-9._~%-]+)*(\?[A-Za-z0-9._~%&=+,:@*-]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
