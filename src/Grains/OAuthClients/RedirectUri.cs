namespace Members.Grains.OAuthClients;

/// <summary>Addresses to which a login may be sent (RFC 6749, 3.1.2; RFC 8252, 7; RFC 9700, 2.1).</summary>
internal static class RedirectUri
{
    /// <summary>The longest that is kept.</summary>
    public const int MaxLength = 2048;

    /// <summary>
    /// Whether a code may be sent there: <c>https</c>, <c>http</c> to this machine alone, or an app's own scheme, which is a domain
    /// name backwards. That leaves out <c>javascript</c>, <c>data</c> and <c>file</c>, which have no dot.
    /// </summary>
    public static bool IsAllowed(string text) =>
        text.Length <= MaxLength
        && text.All(IsPlain)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && uri.Scheme switch
        {
            // As browsers write it: parsers correct other spellings in different ways.
            "https" => text.StartsWith("https://", StringComparison.Ordinal) && uri.Host.Length > 0,
            "http" => text.StartsWith("http://", StringComparison.Ordinal) && uri.Host is "localhost" or "127.0.0.1" or "[::1]",
            var scheme => scheme.Contains('.', StringComparison.Ordinal) && text.StartsWith($"{scheme}:", StringComparison.Ordinal),
        };

    // No fragment, and nothing that RFC 3986 wants escaped.
    private static bool IsPlain(char c) =>
        c is > ' ' and <= '~' and not ('#' or '\\' or '"' or '<' or '>' or '^' or '`' or '{' or '|' or '}');
}
