using Members.Tests.Http.Hosting;
using static Members.Tests.Http.OAuth.Flows;

namespace Members.Tests.Http.OAuth;

/// <summary>The body of the token endpoint: what may be written how, and what a program may not send.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class TokenBodyTests(AutomaticServer shared)
{
    private const string Form = "application/x-www-form-urlencoded";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Names_are_read_in_both_spellings_from_json_and_from_a_form()
    {
        var client = await _server.NewClient();
        (await _server.Visitor.Post(Token, new { clientId = client, grantType = "anonymous" })).Done();
        (await _server.Visitor.Post(Token, new { client_id = client, grant_type = "anonymous", other = new[] { 1 } })).Done();
        (await _server.Visitor.PostForm(Token, ("client_id", client.ToString()), ("grant_type", "anonymous"))).Done();
        (await _server.Visitor.PostForm(Token, ("clientId", client.ToString()), ("grantType", "anonymous"), ("x", "1"), ("x", "2"))).Done();
    }

    [Theory]
    [InlineData("grant_type=anonymous&grant_type=anonymous&client_id={0}")]
    [InlineData("grant_type=anonymous&client_id={0}&client_id={0}")]
    [InlineData("grant_type=anonymous&client_id={0}&clientId={0}")]
    [InlineData("grant_type=anonymous&client_id={0}&CLIENT_ID={0}")]
    public async Task A_parameter_that_comes_twice_in_a_form_is_refused(string body)
    {
        var client = await _server.NewClient();
        (await _server.Visitor.PostRaw(Token, string.Format(System.Globalization.CultureInfo.InvariantCulture, body, client), Form))
            .IsOAuth(Fault.InvalidRequest);
    }

    [Theory]
    [InlineData("""{"grant_type":"anonymous","grantType":"anonymous"}""")]
    [InlineData("""{"grant_type":["anonymous"]}""")]
    [InlineData("""{"grant_type":{"a":1}}""")]
    [InlineData("""{"grant_type":1}""")]
    [InlineData("""{"grant_type":true}""")]
    [InlineData("""["grant_type","anonymous"]""")]
    [InlineData("null")]
    [InlineData("1")]
    public async Task Json_that_is_no_object_of_texts_is_refused(string body) =>
        (await _server.Visitor.PostRaw(Token, body)).IsOAuth(Fault.InvalidRequest);

    [Theory]
    [InlineData("""{"grant_type":"anonymous","grant_type":"anonymous"}""", "application/json", 400)]
    [InlineData("{", "application/json", 400)]
    [InlineData("", "application/json", 400)]
    [InlineData("grant_type=anonymous", "application/json", 400)]
    [InlineData("""{"grant_type":"anonymous"}""", "text/plain", 415)]
    [InlineData("""{"grant_type":"anonymous"}""", null, 415)]
    [InlineData("""{"grant_type":"anonymous"}""", "application/json; charset=utf-16", 415)]
    [InlineData("""{"grant_type":"anonymous"}""", "multipart/form-data", 400)]
    public async Task What_cannot_be_read_is_told_in_the_same_words(string body, string? type, int status)
    {
        var reply = await _server.Visitor.PostRaw(Token, body, type);
        Assert.Equal((status, "invalid_request"), (reply.Status, reply.Json.Str("error")));
    }

    [Fact]
    public async Task Json_sent_as_a_form_asks_for_no_grant() =>
        (await _server.Visitor.PostRaw(Token, """{"grant_type":"anonymous"}""", Form)).IsOAuth(Fault.InvalidRequest);

    [Theory]
    [InlineData("password")]
    [InlineData("implicit")]
    [InlineData("ANONYMOUS")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    public async Task There_is_no_other_grant(string grantType) =>
        (await _server.Visitor.Post(Token, new { grantType })).IsOAuth(Fault.UnsupportedGrantType);

    [Fact]
    public async Task A_parameter_of_the_address_is_none()
    {
        var client = await _server.NewClient();
        (await _server.Visitor.Post($"{Token}?grant_type=anonymous&client_id={client}", new { })).IsOAuth(Fault.InvalidRequest);
        (await _server.Visitor.Get($"{Token}?grant_type=anonymous&client_id={client}")).Is(Fault.MethodNotAllowed);
    }
}
