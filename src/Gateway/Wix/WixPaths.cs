namespace Members.Gateway.Wix;

/// <summary>
/// Every path that Wix clients call (wix-contract D.1): as on www.wixapis.com, as on a host of its own, and as the REST documentation
/// has it. All spellings of a function share one handler.
/// </summary>
internal static class WixPaths
{
    private const string Apps = "/_api/wix-sm-webapp";

    // Where the client looks for the three identity services.
    private static readonly string[] Authentication = ["/_api/iam/authentication", "/iam/authentication", "/_iam/authentication"];
    private static readonly string[] RecoveryRoots = ["/_api/iam/recovery", "/iam/recovery", "/_iam/recovery"];
    private static readonly string[] VerificationRoots = ["/_api/iam/verification", "/iam/verification", "/_iam/verification"];

    public static readonly string[] Register = ["/wix-sm/api/v1/auth/api/v1/auth/register", "/api/v1/auth/register"];
    public static readonly string[] Login = ["/wix-sm/api/v1/auth/api/v1/auth/login", "/identity/members/api/v1/auth/login"];
    public static readonly string[] Approve = ["/api/v1/members/approve", $"{Apps}/v1/members/approve"];
    public static readonly string[] Block = ["/api/v1/members/block", $"{Apps}/v1/members/block"];

    public static readonly string[] ChangeLoginEmail =
        ["/api/v1/members/{id}/change-login-email", $"{Apps}/v1/members/{{id}}/change-login-email"];

    public static readonly string[] SendSetPasswordEmail =
    [
        "/wix-sm/api/v1/auth/v1/auth/members/send-set-password-email",
        "/identity/members/v1/auth/members/send-set-password-email",
        "/wix-sm/api/v1/auth/members/send-set-password-email",
        "/members/v1/auth/members/send-set-password-email",
    ];

    public static readonly string[] IamLogin = Under(Authentication, "/v2/login");
    public static readonly string[] IamRegister = Under(Authentication, "/v2/register");
    public static readonly string[] SignOn = Under(Authentication, "/v2/sign-on");
    public static readonly string[] ChangePassword = Under(Authentication, "/v2/change-password");
    public static readonly string[] ValidateEmail = Under(Authentication, "/v2/validate-email");
    public static readonly string[] IamLogout = Under(Authentication, "/v1/logout");
    public static readonly string[] SendRecoveryEmail = Under(RecoveryRoots, "/v1/send-email");
    public static readonly string[] Recover = Under(RecoveryRoots, "/v1/recover");
    public static readonly string[] SendActivationEmail = Under(RecoveryRoots, "/v1/activation-email");
    public static readonly string[] StartVerification = Under(VerificationRoots, "/v1/start");
    public static readonly string[] Verify = Under(VerificationRoots, "/v1/auth/verify");
    public static readonly string[] SignOnPolicy = ["/iam/signon/v1/sign-on-policies", "/_api/iam/signon/v1/sign-on-policies"];
    public static readonly string[] RedirectSession = ["/_api/redirects-api/v1/redirect-session", "/headless/v1/redirect-session"];
    public static readonly string[] Members = ["/members/v1/members", "/_api/members/v1/members"];

    public static IEnumerable<string> Logins => Login.Concat(IamLogin);

    private static string[] Under(string[] roots, string path) => [.. roots.Select(root => root + path)];
}
