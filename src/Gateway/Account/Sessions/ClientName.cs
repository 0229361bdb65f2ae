namespace Members.Gateway.Account.Sessions;

/// <summary>What a browser calls itself, in words that people know. It may lie; it is shown and decides nothing.</summary>
/// <param name="Browser">Its name; null if it is none that is known.</param>
/// <param name="System">What it runs on; null if unknown.</param>
internal sealed record ClientName(string? Browser, string? System)
{
    // In this order: most browsers claim to be those further down, too.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"),
        ("OPR/", "Opera"), ("OPT/", "Opera"),
        ("Vivaldi/", "Vivaldi"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("DuckDuckGo/", "DuckDuckGo"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
        ("Windows", "Windows"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>The names in a <c>User-Agent</c> header.</summary>
    public static ClientName Of(string? agent) => new(Find(Browsers, agent), Find(Systems, agent));

    private static string? Find((string Mark, string Name)[] known, string? agent) =>
        known.FirstOrDefault(k => agent?.Contains(k.Mark, StringComparison.Ordinal) == true).Name;
}
