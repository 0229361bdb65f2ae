using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Members.Tests.Http.Hosting;

/// <summary>What is true of every answer of the API, whatever was asked: each call of every test is held against it.</summary>
internal static partial class Shape
{
    private static readonly string[] ProblemMembers = ["type", "title", "status", "detail", "code", "traceId", "message", "details"];
    private static readonly string[] OAuthMembers = [.. ProblemMembers, "error", "error_description"];
    private static readonly string[] ViolationMembers = ["field", "description", "violatedRule", "ruleName", "data"];

    // A stack trace, an SQL text, a path of the machine, a type's name (contract, section 4).
    [GeneratedRegex(
        @"\bat \w+\.\w+|\.cs:line|Exception|SQLite|SELECT |INSERT |UPDATE |GrainRecord|" +
        @"/tmp/|/home/|/root/|/usr/|[A-Z]:\\|Orleans|Members\.\w+\.",
        RegexOptions.CultureInvariant)]
    private static partial Regex Leak();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$", RegexOptions.CultureInvariant)]
    private static partial Regex UtcTime();

    [GeneratedRegex("/(authentication|auth)/(v2/)?login[ ?/]", RegexOptions.CultureInvariant)]
    private static partial Regex Login();

    [GeneratedRegex("^[A-Z]+ [^ ]*/oauth2/(token|token-info|introspect|revoke)[ ?]", RegexOptions.CultureInvariant)]
    private static partial Regex Backchannel();

    public static void Check(Reply reply)
    {
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
        Assert.Equal("no-store", reply.Header("Cache-Control"));
        Assert.False(string.IsNullOrEmpty(reply.Header("x-wix-request-id")), reply.ToString());
        if (reply.Status == 200)
        {
            Success(reply);
        }
        else
        {
            Problem(reply);
        }
    }

    private static void Success(Reply reply)
    {
        Assert.Equal("application/json", reply.MediaType);
        Assert.Equal(JsonValueKind.Object, reply.Json.ValueKind);
        Values(reply.Json, "", reply);
    }

    private static void Problem(Reply reply)
    {
        // What OAuth clients read has two members more and the media type of RFC 6749, 5.2. A method that the path does not answer to is
        // no route of theirs.
        var oauth = Backchannel().IsMatch(reply.ToString()) && reply.Status != 405;
        var body = reply.Json;
        Assert.True(reply.MediaType == (oauth ? "application/json" : "application/problem+json"), reply.ToString());
        Assert.Equal(oauth ? OAuthMembers : ProblemMembers, body.Names());
        Assert.Equal(reply.Status, body.GetProperty("status").GetInt32());
        Assert.Equal(reply.Header("x-wix-request-id"), body.Str("traceId"));
        Assert.StartsWith("urn:members:error:", body.Str("type"), StringComparison.Ordinal);
        Assert.All([body.Str("title"), body.Str("detail"), body.Str("message")], Assert.NotEmpty);
        Assert.DoesNotMatch(Leak(), reply.Text);
        Details(body, Fault.Find(reply.Status, body.Str("code")), reply);
    }

    private static void Details(JsonElement body, Fault fault, Reply reply)
    {
        var details = Assert.Single(body.GetProperty("details").EnumerateObject());
        if (details.Name == "validationError")
        {
            Assert.Equal("VALIDATION_FAILED", fault.Code);
            var violations = Assert.Single(details.Value.EnumerateObject());
            Assert.Equal("fieldViolations", violations.Name);
            Assert.NotEmpty(violations.Value.EnumerateArray());
            Assert.All(violations.Value.EnumerateArray(), Violation);
            return;
        }

        Assert.Equal("applicationError", details.Name);
        Assert.Equal(["code", "description", "data"], details.Value.Names());
        Assert.Equal(fault.WixCode ?? fault.Code, details.Value.Str("code"));
        Assert.NotEmpty(details.Value.Str("description"));
        Assert.Equal(JsonValueKind.Object, details.Value.GetProperty("data").ValueKind);
        Assert.True(fault.WixCode is not null || Login().IsMatch(reply.ToString()), $"A validationError was expected: {reply}");
    }

    private static void Violation(JsonElement violation)
    {
        Assert.Equal(ViolationMembers, violation.Names());
        Assert.Equal(violation.Str("violatedRule"), violation.Str("ruleName"));
        Assert.All([violation.Str("field"), violation.Str("description"), violation.Str("ruleName")], Assert.NotEmpty);
        Assert.Contains(violation.GetProperty("data").Str("type"), (string[])["EMAIL", "OTHER"]);
    }

    // Ids are GUIDs, times are RFC 3339 in UTC, what is absent is left out (contract, section 1).
    private static void Values(JsonElement element, string name, Reply reply)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Values(property.Value, property.Name, reply);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Values(item, name, reply);
                }

                break;
            case JsonValueKind.String when name is "id" or "contactId" or "sub" or "sid":
                Assert.True(Guid.TryParseExact(element.GetString(), "D", out _), $"{name} is no GUID. {reply}");
                break;
            case JsonValueKind.String when name.EndsWith(
                "Date", StringComparison.Ordinal) || name.EndsWith("At", StringComparison.Ordinal) || name == "dateValue":
                Assert.Matches(UtcTime(), element.GetString());
                Assert.True(DateTimeOffset.TryParse(element.GetString(), CultureInfo.InvariantCulture, out _));
                break;
            case JsonValueKind.Null:
                Assert.Fail($"{name} is null. {reply}");
                break;
            default:
                break;
        }
    }
}
