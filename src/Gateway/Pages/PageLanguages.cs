using System.Globalization;
using StringWithQuality = Microsoft.Net.Http.Headers.StringWithQualityHeaderValue;

namespace Members.Gateway.Pages;

/// <summary>The languages of the pages, and which of them a visitor reads.</summary>
internal static class PageLanguages
{
    /// <summary>The cookie that keeps what a visitor has chosen.</summary>
    public const string Cookie = "members-language";

    /// <summary>The parameter by which a link chooses one.</summary>
    public const string Parameter = "lang";

    private static readonly CultureInfo[] All = [.. new[] { "en", "de", "ar" }.Select(CultureInfo.GetCultureInfo)];

    /// <summary>The languages that there are texts in; the first is the one that others are translated from.</summary>
    public static IReadOnlyList<CultureInfo> Known => All;

    /// <summary>What the visitor has chosen, now or before, or else what their browser asks for, or else the site's.</summary>
    public static CultureInfo Of(HttpContext context, string? siteLanguage)
    {
        var request = context.Request;
        if (Find(request.Query[Parameter].ToString()) is { } chosen)
        {
            context.Response.Cookies.Append(Cookie, chosen.Name, new CookieOptions
            {
                HttpOnly = true,
                Secure = request.IsHttps,
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
            });
            return chosen;
        }

        return Find(request.Cookies[Cookie]) ?? Asked(request) ?? Find(siteLanguage) ?? All[0];
    }

    /// <summary>The language of a tag; null when there are no texts in it.</summary>
    public static CultureInfo? Find(string? tag)
    {
        var language = tag?.Split('-')[0];
        return All.FirstOrDefault(c => c.Name.Equals(language, StringComparison.OrdinalIgnoreCase));
    }

    private static CultureInfo? Asked(HttpRequest request) =>
        StringWithQuality.TryParseList([.. request.Headers.AcceptLanguage.OfType<string>()], out var asked)
            ? asked.OrderByDescending(a => a.Quality ?? 1).Select(a => Find(a.Value.ToString())).OfType<CultureInfo>().FirstOrDefault()
            : null;
}
