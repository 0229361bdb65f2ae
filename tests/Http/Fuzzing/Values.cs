using System.Text.Json;
using CsCheck;

namespace Members.Tests.Http.Fuzzing;

/// <summary>
/// Texts for the fields of requests: ones that could be right, and ones that are wrong in a way that hurt somebody before.
/// </summary>
internal static class Values
{
    private static readonly string[] Hostile =
    [
        "", " ", "\0", "a\0b", "\r\n", "\t", "null", "undefined", "NaN", "true", "0", "-1", "1e400", "[]", "{}", "'", "\"", "\\",
        "' OR '1'='1", "'; DROP TABLE members;--",
        "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://127.0.0.1/x}", "../../etc/passwd", "%00", "%2e%2e%2f", "%s%n%x", "{0}{99}",
        "\u202e", "\u200b", "\ufeff", "\u2028",
        "\ufb01", "\u0130", "\u0131", "\u212a", "\uff41", "\U0001F98A", "\u0301", "\ufffe", "\ufdd0", "a\u0301", "xn--", "xn--a",
        "__proto__", "constructor", "CON", "*", "%", "_",
        "mss_", "mak_", "mst_AAAA", "map_" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "6f70657261746f72-206b-6579-0000-0001", "a@b",
        "a@b.c", "@", "a@@b.cc", "a@b.cc\r\nBcc: x@y.zz",
        "\"a b\"@example.com", "a@[127.0.0.1]", "a@127.0.0.1", "a@example.com.", "2026-01-01", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z", "-0001-01-01T00:00:00Z",
    ];

    private static readonly Gen<string> Odd = Gen.OneOf(
        Draw.Of(Hostile),
        Gen.Select(Draw.Of(Hostile), Draw.Of(Hostile)).Select((a, b) => a + b),
        Gen.String[Gen.Char.AlphaNumeric, 0, 40],
        Gen.String[0, 60],
        Gen.Select(Gen.Int[1, 400], Draw.Of("a", "ab", "\u0301", "@", ".", "\U0001F98A", "\ufdfa", "%25"))
            .Select((n, s) => string.Concat(Enumerable.Repeat(s, n))),
        Gen.Int[1000, 20_000].Select(n => new string('x', n)));

    /// <summary>A text for a field of this name. What is in $(...) is filled in when it is sent: see <see cref="World"/>.</summary>
    public static Gen<string> For(string name) => Gen.Frequency((4, Likely(name)), (1, Odd));

    /// <summary>A text that is right for a field of this name, or nearly.</summary>
    public static Gen<string> Likely(string name) => name switch
    {
        "loginEmail" => Gen.Const("$(fresh email)"),
        "redirectUris" or "postLogoutRedirectUris" => Draw.Of(
            "https://app.example.org/in", "http://127.0.0.1:3000/in", "org.example.app:/in", "javascript:alert(1)"),
        "origins" => Draw.Of("https://app.example.org", "http://localhost:3000", "https://app.example.org/"),
        "verificationId" => Draw.Of("$(approval)", "$(ticket)"),
        "otp" => Draw.Of("123456", "999999"),
        "email" or "newEmail" => Gen.Frequency((8, Gen.Const("$(fresh email)")), (6, Gen.Const("$(email)")), (1, Gen.Const("$(EMAIL)"))),
        "password" or "currentPassword" => Gen.Const("$(password)"),
        "newPassword" => Draw.Of("$(password)", "quiet-fox-7-lanterns"),
        "memberId" => Gen.Const("$(member)"),
        "roles" => Draw.Of("owner", "approver", "helpdesk", "auditor"),
        "id" => Draw.Of("$(member)", "$(member)", "$(key id)", "$(session id)", "$(client id)"),
        "import" => Gen.Const("$(import)"),
        "batch" => Draw.Of("0", "1"),
        "hash" => Draw.Of("098f6bcd4621d373cade4e832627b4f6", "$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.", "hunter2"),
        "ids" => Gen.Const("$(member)"),
        "outcome" => Draw.Of("APPROVED", "REJECTED", "BLOCKED", "SUBMITTED"),
        "seen" => Draw.Of("PENDING", "REJECTED", "ACTIVE", "BLOCKED"),
        "order" => Draw.Of("oldest", "newest"),
        "q" => Draw.Of("ann", "example", "o'neil"),
        "token" => Draw.Of("$(ticket)", "$(session)", "$(approval)", "$(link)", "$(applicant)"),
        "cursor" => Gen.Const("$(cursor)"),
        "limit" => Gen.Int[-1, 110].Select(i => $"{i}"),
        "status" => Draw.Of("ACTIVE", "PENDING", "BLOCKED", "OFFLINE", "REJECTED", "PENDING,REJECTED", "ANY"),
        "signupApproval" => Draw.Of("AUTOMATIC", "MANUAL"),
        "signupMode" or "mode" => Draw.Of("OPEN", "APPROVE"),
        "reapplyAfter" or "approvalReminder" => Draw.Of("1.00:00:00", "2.00:00:00"),
        "rejectedKept" => Draw.Of("90.00:00:00", "30.00:00:00"),
        "lapseAfter" => Draw.Of("00:00:00", "14.00:00:00"),
        "undoWindow" => Draw.Of("00:00:10", "00:00:20"),
        "approvalDigest" => Draw.Of("00:30:00", "01:00:00"),
        "tellApproved" => Draw.Of("QUEUE", "ALWAYS", "NEVER"),
        "defaultLanguage" => Draw.Of("en", "de"),
        "loginUrl" => Draw.Of("https://app.example.org/in", ""),
        "profilePrivacyStatus" => Draw.Of("PRIVATE", "PUBLIC", "COMMUNITY", "UNDEFINED"),
        "picture" => Draw.Of("https://img.example.org/x.png", "http://x.example/"),
        "scopes" => Draw.Of("members.authenticate", "members.manage", "settings.manage", "keys.manage"),
        "name" => Draw.Of("fuzzed", "Website \u00e9"),
        _ => Draw.Of("Ann", "O'Neil", "+44 20 7946 0000", "en-GB"),
    };

    /// <summary>A whole number for a field of this name.</summary>
    public static Gen<int> Number(string name) => name switch
    {
        "batch" => Gen.Frequency((8, Gen.Int[0, 1]), (1, Gen.Int)),
        "row" => Gen.Frequency((8, Gen.Int[1, 1000]), (1, Gen.Int)),
        _ => Gen.Int,
    };

    /// <summary>Any text at all.</summary>
    public static Gen<string> Any => Odd;

    /// <summary>The text as JSON, in one of the spellings that mean the same.</summary>
    public static Gen<string> Json(Gen<string> text) => Gen.Select(text, Gen.Int[0, 9]).Select((t, spelling) => spelling switch
    {
        0 when !t.Contains('$', StringComparison.Ordinal) => $"\"{string.Concat(t.Select(c => $"\\u{(int)c:x4}"))}\"",
        _ => JsonSerializer.Serialize(t),
    });
}
