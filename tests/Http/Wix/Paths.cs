namespace Members.Tests.Http.Wix;

/// <summary>Every spelling of D.1, written down a second time on purpose, with the operation that it is.</summary>
internal static class Paths
{
    public static readonly (string Method, string Path, string Own)[] Functions =
    [
        ("POST", "/wix-sm/api/v1/auth/api/v1/auth/register", "register"),
        ("POST", "/api/v1/auth/register", "register"),
        ("POST", "/wix-sm/api/v1/auth/api/v1/auth/login", "login"),
        ("POST", "/identity/members/api/v1/auth/login", "login"),
        ("POST", "/wix-sm/api/v1/auth/v1/auth/members/send-set-password-email", "send-set-password-email"),
        ("POST", "/identity/members/v1/auth/members/send-set-password-email", "send-set-password-email"),
        ("POST", "/wix-sm/api/v1/auth/members/send-set-password-email", "send-set-password-email"),
        ("POST", "/members/v1/auth/members/send-set-password-email", "send-set-password-email"),
        ("POST", "/api/v1/members/approve", "approve"),
        ("POST", "/_api/wix-sm-webapp/v1/members/approve", "approve"),
        ("POST", "/api/v1/members/block", "block"),
        ("POST", "/_api/wix-sm-webapp/v1/members/block", "block"),
        ("PATCH", "/api/v1/members/{id}/change-login-email", "members/{id}/change-login-email"),
        ("PATCH", "/_api/wix-sm-webapp/v1/members/{id}/change-login-email", "members/{id}/change-login-email"),
    ];

    private static readonly string[] Iam = ["/_api/iam", "/_iam", "/iam"];

    /// <summary>The services of identities, and who may call them.</summary>
    public static IEnumerable<(string Method, string Path, Kind Kind)> Identities =>
        from root in Iam
        from row in new (string, string, Kind)[]
        {
            ("POST", "/authentication/v2/register", Kind.Direct),
            ("POST", "/authentication/v2/login", Kind.Direct),
            ("POST", "/authentication/v2/validate-email", Kind.Identified),
            ("POST", "/authentication/v2/sign-on", Kind.Key),
            ("POST", "/authentication/v2/change-password", Kind.Member),
            ("POST", "/recovery/v1/send-email", Kind.Direct),
            ("POST", "/recovery/v1/recover", Kind.Identified),
            ("POST", "/recovery/v1/activation-email", Kind.Key),
            ("POST", "/verification/v1/start", Kind.Identified),
            ("POST", "/verification/v1/auth/verify", Kind.Identified),
        }
        select (row.Item1, root + row.Item2, row.Item3);

    /// <summary>The rest.</summary>
    public static readonly (string Method, string Path, Kind Kind)[] Others =
    [
        ("GET", "/iam/signon/v1/sign-on-policies", Kind.Key),
        ("PATCH", "/iam/signon/v1/sign-on-policies", Kind.Key),
        ("GET", "/members/v1/members/my", Kind.Member),
        ("GET", "/_api/members/v1/members/my", Kind.Member),
        ("GET", "/members/v1/members/{id}", Kind.Key),
        ("GET", "/members/v1/members", Kind.Key),
        ("POST", "/members/v1/members/query", Kind.Key),
        ("POST", "/members/v1/members/bulk/approve-by-filter", Kind.Key),
        ("POST", "/_api/members/v1/members/bulk/block-by-filter", Kind.Key),
        ("POST", "/members/v1/members", Kind.Key),
        ("POST", "/_api/members/v1/members/{id}/approve", Kind.Key),
        ("POST", "/_api/members/v1/members/{id}/block", Kind.Key),
        ("DELETE", "/_api/members/v1/members/{id}", Kind.Key),
    ];

    internal enum Kind
    {
        /// <summary>A key, or whoever comes by a client that may take passwords itself.</summary>
        Direct,

        Identified,
        Member,
        Key,
    }
}
