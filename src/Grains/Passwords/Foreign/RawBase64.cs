namespace Members.Grains.Passwords.Foreign;

/// <summary>Base64 without padding, as in the PHC string format.</summary>
internal static class RawBase64
{
    public static string Of(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
