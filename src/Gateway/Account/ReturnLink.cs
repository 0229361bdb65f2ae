using System.Buffers;
using Members.OAuth;

namespace Members.Gateway.Account;

/// <summary>The page of another site that has sent a member here, and that they may go back to.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Host">The site, as the member knows it.</param>
internal sealed record ReturnLink(string Address, string Host)
{
    private const int MostCharacters = 2_000;

    // Those of addresses (RFC 3986, 2): no backslash, which browsers read as a slash, no blank and no line break, which they leave out.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>
    /// The link to an address of a registered origin; null for every other one (ASVS 5.0, 1.2.2). The text must begin with the origin,
    /// character by character, and end there or go on with a path: nothing is parsed that a browser could parse in another way.
    /// </summary>
    public static ReturnLink? Parse(string? text, IEnumerable<string> origins)
    {
        if (text is not { Length: > 0 and <= MostCharacters } || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return null;
        }

        var origin = origins.FirstOrDefault(o => WebOrigin.Is(o) && text.StartsWith(o, StringComparison.Ordinal)
            && (text.Length == o.Length || text[o.Length] is '/' or '?' or '#'));
        return origin is null ? null : new ReturnLink(text, new Uri(origin).Authority);
    }
}
