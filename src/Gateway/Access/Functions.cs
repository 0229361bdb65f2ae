namespace Members.Gateway.Access;

/// <summary>The functions that the setting <c>Elevate</c> can open to visitors (contract, section 3).</summary>
internal static class Functions
{
    public const string Register = "register";
    public const string Login = "login";
    public const string SendSetPasswordEmail = "sendSetPasswordEmail";

    /// <summary>Never approve, block or change the address: a visitor who could do that would own every account.</summary>
    public static readonly IReadOnlyList<string> MayBeOpened = [Register, Login, SendSetPasswordEmail];
}
