using Microsoft.Net.Http.Headers;

namespace Members.Gateway.Access;

/// <summary>
/// Reads a cookie by its very name: the framework's own collection ignores letter case, and not every browser guards
/// <c>__host-</c> as it guards <c>__Host-</c>, so a neighbouring host could plant one.
/// </summary>
internal static class ExactCookie
{
    /// <summary>The value; empty when there are two of that name, neither of which counts; null when there is none.</summary>
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
