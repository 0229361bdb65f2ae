using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Members.Tests.Http.OAuth;

/// <summary>The words in which the tests speak of OAuth clients.</summary>
internal static partial class Flows
{
    public const string Callback = "https://app.example.org/callback", AppOrigin = "https://app.example.org",
        AfterLogout = "https://app.example.org/bye";
    public const string Token = "/oauth2/token", Authorize = "/oauth2/authorize";

    [GeneratedRegex("data-(?<name>message|targets)=\"(?<value>[^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Data();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\" ?/?>", RegexOptions.CultureInvariant)]
    private static partial Regex Hidden();

    /// <summary>A new client's id. A site has a hundred at most: those of tests that are over make room.</summary>
    public static async Task<Guid> NewClient(
        this MembersServer server, string redirectUri = Callback, string origin = AppOrigin, bool rotate = false,
        bool directLogin = true, bool accountManagement = false)
    {
        var all = (await server.Operator.Get("/v1/oauth-clients")).Done().GetProperty("oauthClients").EnumerateArray().ToArray();
        foreach (var old in all.Length < 90 ? [] : all.Take(50))
        {
            (await server.Operator.Delete($"/v1/oauth-clients/{old.Id()}")).Done();
        }

        return (await server.Operator.Post("/v1/oauth-clients", new
        {
            name = "An <app>",
            redirectUris = new[] { redirectUri },
            origins = new[] { origin },
            postLogoutRedirectUris = new[] { AfterLogout },
            rotateRefreshTokens = rotate,
            directLogin,
            accountManagement,
        })).Done().GetProperty("oauthClient").Id();
    }

    public static (string Verifier, string Challenge) Pkce()
    {
        var verifier = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (verifier, WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    public static async Task<JsonElement> Visit(this MembersServer server, Guid client) =>
        (await server.Visitor.Post(Token, new { clientId = client, grantType = "anonymous" })).Done();

    /// <summary>A visitor's call with the token of a new visit.</summary>
    public static async Task<Api> AsVisitor(this MembersServer server, Guid client) =>
        server.Visitor.As((await server.Visit(client)).Str("access_token"));

    /// <summary>The address of an authorization request; a value of null leaves a parameter out.</summary>
    public static string Request(Guid client, string challenge, params (string Name, string? Value)[] changed)
    {
        var sent = new Dictionary<string, string?>
        {
            ["client_id"] = client.ToString(),
            ["redirect_uri"] = Callback,
            ["response_type"] = "code",
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
            ["state"] = "a state & more",
        };
        foreach (var (name, value) in changed)
        {
            sent[name] = value;
        }

        return QueryHelpers.AddQueryString(Authorize, sent.Where(p => p.Value is not null));
    }

    public static Task<Reply> Open(this MembersServer server, string path, params (string Name, string Value)[] headers) =>
        server.Page(HttpMethod.Get, path, null, headers);

    public static Task<Reply> Page(
        this MembersServer server, HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return server.Visitor.SendUnchecked(request);
    }

    /// <summary>Fills the login page's form and sends it.</summary>
    public static Task<Reply> Submit(
        this MembersServer server, Reply page, string email, string password, params (string Name, string Value)[] headers) =>
        server.Page(HttpMethod.Post, Authorize, new FormUrlEncodedContent(
            [.. Hidden().Matches(page.Text).Select(
                m => KeyValuePair.Create(m.Groups["name"].Value, HttpUtility.HtmlDecode(m.Groups["value"].Value))), new("email", email),
                new("password", password)]), headers);

    /// <summary>What the address holds that a browser is sent on to.</summary>
    public static Dictionary<string, string> SentTo(this Reply reply, string target = Callback, char mark = '?')
    {
        Assert.True(reply.Status == 302, reply.ToString());
        var location = reply.Header("Location")!;
        Assert.StartsWith($"{target}{mark}", location, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(location[(target.Length + 1)..]).ToDictionary(p => p.Key, p => p.Value.ToString());
    }

    /// <summary>What a page posts, and to whom.</summary>
    public static (JsonElement Message, string[] Targets) Posted(this Reply page)
    {
        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
        var data = Data().Matches(page.Text).ToDictionary(
            m => m.Groups["name"].Value, m => HttpUtility.HtmlDecode(m.Groups["value"].Value));
        return (JsonDocument.Parse(data["message"]).RootElement, JsonSerializer.Deserialize<string[]>(data["targets"])!);
    }

    /// <summary>The code of a login by the page.</summary>
    public static async Task<string> CodeByPage(this MembersServer server, Guid client, string challenge, Person person)
    {
        var page = await server.Open(Request(client, challenge));
        return (await server.Submit(page, person.Email, person.Password)).SentTo()["code"];
    }

    public static Task<Reply> Redeem(
        this MembersServer server, Guid client, string code, string verifier, string? redirectUri = Callback) => server.Visitor.Post(
        Token, new { clientId = client, grantType = "authorization_code", code, codeVerifier = verifier, redirectUri });

    /// <summary>A member's tokens with a client.</summary>
    public static async Task<JsonElement> Tokens(this MembersServer server, Guid client, Person person)
    {
        var (verifier, challenge) = Pkce();
        return (await server.Redeem(client, await server.CodeByPage(client, challenge, person), verifier)).Done();
    }

    public static Task<Reply> Refresh(this MembersServer server, Guid client, string token) =>
        server.Visitor.Post(Token, new { clientId = client, refreshToken = token, grantType = "refresh_token" });

    /// <summary>Asserts the refusal in the words of OAuth too.</summary>
    public static void IsOAuth(this Reply reply, Fault fault) =>
        Assert.Equal(fault.Code.ToLowerInvariant(), reply.Is(fault).Json.Str("error"));
}
