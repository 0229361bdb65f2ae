using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.SignUp;

/// <summary>The words in which the tests speak of signing up.</summary>
internal static class SignUps
{
    public const string Form = "/v1/signup-form", Definition = $"{Form}/definition", Rules = "/v1/admission-rules";
    public const string SiteSettings = $"{Auth}/settings", Mine = "/v1/applications/mine";

    public static Task<Reply> Put(this Api api, string path, object body) => api.Send(HttpMethod.Put, path, Api.JsonOf(body));

    /// <summary>Asks these fields of who signs up, and decides by these rules.</summary>
    public static async Task Ask(this MembersServer server, object[] fields, params object[] rules)
    {
        // In this order: a field that a rule reads cannot go.
        (await server.Operator.Put(Rules, new { rules = Array.Empty<object>() })).Done();
        (await server.Operator.Put(Definition, new { fields })).Done();
        (await server.Operator.Put(Rules, new { rules })).Done();
    }

    /// <summary>Sets the site's door.</summary>
    public static async Task Door(this MembersServer server, string signupMode) =>
        (await server.Operator.Patch(SiteSettings, new { signupMode })).Done();

    public static Task<Reply> SignUp(
        this MembersServer server, object? answers = null, string? email = null, string password = MembersServer.GoodPassword) =>
        server.Operator.Post($"{Auth}/register", new { email = email ?? NewEmail(), password, answers });

    /// <summary>Somebody who has signed up with answers.</summary>
    public static async Task<Person> SignedUp(this MembersServer server, object? answers = null, string? email = null)
    {
        email ??= NewEmail();
        var answer = (await server.SignUp(answers, email)).Done();
        return new Person(answer.Member().Id(), email, MembersServer.GoodPassword, answer);
    }

    /// <summary>Whether nothing is known of an address.</summary>
    public static async Task<bool> IsUnknown(this MembersServer server, string email) =>
        (await server.Operator.Get($"/v1/members?email={email}")).Done().GetProperty("members").GetArrayLength() == 0;

    /// <summary>A text in English alone.</summary>
    public static Dictionary<string, string> En(string text) => new() { ["en"] = text };

    /// <summary>A rule of who gets in.</summary>
    public static object Rule(string name, string then, object? when = null) => new { name, when, then };

    public static string ApplicationToken(this Person person) => person.Answer.Str("applicationToken");

    /// <summary>An application as its applicant sees it.</summary>
    public static async Task<JsonElement> Own(this MembersServer server, string token) =>
        (await server.Visitor.Post(Mine, new { token })).Done().GetProperty("application");

    /// <summary>A body without what differs from answer to answer.</summary>
    public static string WithoutTrace(this Reply reply) => reply.Text.Replace(reply.Json.Str("traceId"), "", StringComparison.Ordinal);

    public static string[] Texts(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
}
