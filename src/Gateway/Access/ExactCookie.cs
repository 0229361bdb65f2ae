using Microsoft.Net.Http.Headers;

namespace Members.Gateway.Access;

/// <summary>
/// Reads a cookie by its exact name. The framework's collection ignores case, and not every browser protects <c>__host-</c> as it
/// protects <c>__Host-</c>, so a neighbouring host could plant one.
/// </summary>
internal static class ExactCookie
{
    /// <summary>The value; null when there is none, and empty when there are two, neither of which counts.</summary>
    public static string? Read(HttpRequest request, string name)
    {
        if (!CookieHeaderValue.TryParseList([.. request.Headers.Cookie.OfType<string>()], out var cookies))
        {
            return null;
        }

        string? value = null;
        foreach (var cookie in cookies.Where(c => c.Name.Equals(name, StringComparison.Ordinal)))
        {
            value = value is null ? cookie.Value.ToString() : "";
        }

        return value;
    }
}
