using System.Text;

namespace Members.Gateway.Import.Sources.Hashes;

/// <summary>
/// The hashes of Discourse: an algorithm such as <c>$pbkdf2-sha256$i=600000,l=32$</c>, a salt, and the key in hexadecimal digits.
/// </summary>
internal static class DiscourseHash
{
    /// <summary>The canonical text; null when it is not understood.</summary>
    public static string? Canonical(string? algorithm, string? salt, string? hash)
    {
        var start = algorithm?.TrimEnd('$') ?? "";
        if (!start.StartsWith("$pbkdf2-", StringComparison.Ordinal) || salt is null || Base64Text.HexBytes(hash) is not { } key)
        {
            return null;
        }

        // The salt looks like hexadecimal digits, but what is hashed are the digits.
        return $"{start}${Base64Text.Raw(Encoding.ASCII.GetBytes(salt))}${Base64Text.Raw(key)}";
    }
}
