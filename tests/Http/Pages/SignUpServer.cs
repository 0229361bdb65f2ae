using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Pages;

/// <summary>Visitors may register, wait for approval, and answer a form with a field of each kind.</summary>
public sealed class SignUpServer : SharedServer
{
    internal const string Page = "/sign-up";

    internal static readonly (string Name, string Value) Opened = ("Members:Elevate:0", "register");

    /// <summary>A field of each kind, and of those with options one that is long.</summary>
    internal static object Fields => new object[]
    {
        new
        {
            key = "name", kind = "text", label = new { en = "First name", de = "Vorname" }, help = new { en = "What friends call you" },
            required = true, min = 2, max = 40, storeAs = "firstName",
        },
        new { key = "why", kind = "longText", label = new { en = "Why?" }, max = 300 },
        new
        {
            key = "team", kind = "choice", label = new { en = "Team" }, required = true,
            options = new[] { Option("red", "Red <b>&"), Option("blue", "Blue") },
        },
        new { key = "town", kind = "choice", label = new { en = "Town" }, options = new[] { Option("b", "Bern"), Option("w", "Wien") } },
        new
        {
            key = "days", kind = "choices", label = new { en = "Days" }, max = 2,
            options = new[] { Option("mo", "Monday"), Option("tu", "Tuesday"), Option("we", "Wednesday") },
        },
        new { key = "born", kind = "date", label = new { en = "Born" }, min = "1900-01-01", max = "2020-12-31" },
        new { key = "shoes", kind = "number", label = new { en = "Shoes" }, min = 20, max = 50.5 },
        new
        {
            key = "terms", kind = "consent", label = new { en = "I agree" }, text = new { en = "Be kind.\nBe <i>brief</i>." },
            version = "2026-11", required = true,
        },
    };

    /// <summary>A server with the form, and with the settings given.</summary>
    internal static async Task<MembersServer> With(object fields, params (string Name, string Value)[] settings)
    {
        var server = await MembersServer.Start([Opened, .. settings]);
        (await server.Operator.Send(HttpMethod.Put, "/v1/signup-form/definition", Api.JsonOf(new { fields }))).Done();
        return server;
    }

    private protected override Task<MembersServer> Start() => With(Fields, ("Members:SignupApproval", "Manual"));

    private static object Option(string value, string label) => new { value, label = new { en = label } };
}
