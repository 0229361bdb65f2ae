namespace Members.Gateway.Access;

/// <summary>The names of functions that a site may open to visitors by the setting <c>Elevate</c> (contract, section 3).</summary>
internal static class Functions
{
    public const string Register = "register";
    public const string Login = "login";
    public const string SendSetPasswordEmail = "sendSetPasswordEmail";

    /// <summary>
    /// The ones that may be opened. Approving and blocking never, and neither changing an address: a visitor who may do
    /// that owns every account.
    /// </summary>
    public static readonly IReadOnlyList<string> MayBeOpened = [Register, Login, SendSetPasswordEmail];
}
