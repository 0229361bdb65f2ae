using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Members.Gateway.Pages;

/// <summary>
/// What a form of a logged-in person carries, so that no other page can send it in their name (ASVS 5.0, 3.5.1). It is derived from the
/// session's token, so that nothing is stored, every node knows it, and it ends with the session.
/// </summary>
internal static class FormToken
{
    /// <summary>The name of the field.</summary>
    public const string Field = "_form";

    private static readonly byte[] Use = "members form"u8.ToArray();

    /// <summary>The value for a session's token.</summary>
    public static string Of(string sessionToken) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(sessionToken), Use));

    /// <summary>Whether a form carries the value for the session.</summary>
    public static bool IsGood(string? given, string sessionToken) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(Of(sessionToken)));
}
