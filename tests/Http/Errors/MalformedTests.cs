using System.Text;
using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Errors;

/// <summary>Requests that are no requests (contract, section 4). The shape of each answer is checked where it arrives.</summary>
[Collection(HostileCollection.Name)]
public sealed class MalformedTests(AutomaticServer shared)
{
    private const string Register = $"{Auth}/register";
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> Bodies =>
    [
        "",
        " ",
        "null",
        "[]",
        "[{}]",
        "\"text\"",
        "1",
        "true",
        "{",
        "}",
        "{}{}",
        "{} x",
        "{'email':'a'}",
        "{\"email\":}",
        "{\"email\":\"a@example.com\",}",
        "{/* a comment */}",
        "{\"email\":1}",
        "{\"email\":[\"a@example.com\"]}",
        "{\"email\":{\"a\":1}}",
        "{\"password\":true}",
        "{\"contactInfo\":\"x\"}",
        "{\"contactInfo\":{\"emails\":\"x\"}}",
        "{\"contactInfo\":{\"customFields\":[{\"name\":\"x\",\"numValue\":\"1\"}]}}",
        "{\"contactInfo\":{\"customFields\":[{\"name\":\"x\",\"numValue\":NaN}]}}",
        "{\"contactInfo\":{\"customFields\":[{\"name\":\"x\",\"dateValue\":\"yesterday\"}]}}",
        "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}",
        "{\"contactInfo\":{\"firstName\":\"a\",\"firstName\":\"b\"}}",
        "{\"email\":\"\\ud800\"}",
        "{\"\\ud800\":1}",
        "{\"email\":\"\\x\"}",
        "{\"email\":\"a\0b\"}",
        "email=a@example.com&password=x",
        "<xml/>",
    ];

    public static TheoryData<string> OperationsWithABody => [.. Operations.All.Where(
        o => o.TakesBody && !o.Path.EndsWith("/introspect", StringComparison.Ordinal)).Select(o => o.Name)];

    [Theory]
    [InlineData("/log-in")]
    [InlineData("/oauth2/token")]
    [InlineData("/oauth2/authorize")]
    public async Task A_form_that_breaks_off_is_refused_and_nobody_has_to_look(string path)
    {
        const string Begun = "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nann";
        var reply = await _server.Operator.SendUnchecked(FormOf(path, Begun));
        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain("Unexpected end of Stream", _server.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_not_the_json_asked_for_is_refused(string body) =>
        (await _server.Operator.PostRaw(Register, body)).Broke(("body", "MALFORMED"));

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused() =>
        (await _server.Operator.PostRaw(Register, [.. "{\"email\":\""u8, 0xff, 0xfe, .. "\"}"u8])).Broke(("body", "MALFORMED"));

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "]")]
    [InlineData("{\"contactInfo\":", "}")]
    public async Task A_body_nested_without_end_is_refused(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 3000)) + "1" + string.Concat(Enumerable.Repeat(close, 3000));
        (await _server.Operator.PostRaw(Register, deep)).Broke(("body", "MALFORMED"));
        (await _server.Operator.PostRaw(Register, deep[..(3000 * open.Length)])).Broke(("body", "MALFORMED"));
    }

    [Fact]
    public async Task A_number_beyond_all_numbers_is_refused_and_the_address_stays_free()
    {
        var email = NewEmail();
        const string Fields = """[{"name":"x","numValue":1e400}]""";
        var body = $$$"""{"email":"{{{email}}}","password":"tin-wolf-harbour-41","contactInfo":{"customFields":{{{Fields}}}}}""";
        (await _server.Operator.PostRaw(Register, body)).Broke(("contactInfo.customFields", "INVALID_NUMBER"));
        await _server.Register(email);
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        byte[] body = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes($$"""{"email":"{{NewEmail()}}","password":"tin-wolf-harbour-41"}""")];
        Assert.True((await _server.Operator.PostRaw(Register, body)).Status is 200 or 400);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/jsonp")]
    [InlineData("no-type-at-all")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_unsupported(string? contentType) =>
        (await _server.Operator.PostRaw(Register, "{}", contentType)).Is(Fault.NotJson);

    [Theory]
    [InlineData("application/json; charset=klingon")]
    [InlineData("application/json; charset=utf-7")]
    public async Task A_charset_that_nobody_knows_is_unsupported(string contentType) =>
        (await _server.Operator.PostRaw(Register, "{}", contentType)).Is(Fault.NotJson);

    [Fact]
    public async Task Json_by_another_name_is_json_and_so_is_utf_16_that_says_so()
    {
        var body = $$"""{"email":"{{NewEmail()}}","password":"tin-wolf-harbour-41"}""";
        (await _server.Operator.PostRaw(Register, body, "application/problem+json")).Done();
        body = body.Replace("@", "0@", StringComparison.Ordinal);
        (await _server.Operator.PostRaw(Register, Encoding.Unicode.GetBytes(body), "application/json; charset=utf-16")).Done();
    }

    [Theory]
    [MemberData(nameof(OperationsWithABody))]
    public async Task No_operation_takes_what_is_not_json(string name)
    {
        var (operation, person) = (Operations.Find(name), await shared.Somebody());
        var api = operation.Who == Who.Member ? await _server.Member(person) : _server.Operator;
        foreach (var (body, type, fault) in new[] { ("{", "application/json", Fault.Invalid), (
            "{\"email\":1,\"id\":1,\"token\":1,\"newEmail\":1,\"newPassword\":1,\"name\":1,\"signupApproval\":1,\"reason\":1,\"text\":1,"
                + "\"release\":1,\"roles\":1}",
            "application/json", Fault.Invalid), ("{}", "text/plain", Fault.NotJson) })
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            (await api.Send(new HttpMethod(operation.Method), Operations.Filled(
                operation.Path, person.Id), content)).Is(fault);
        }
    }

    [Theory]
    [InlineData(10 * 1024 * 1024)]
    [InlineData((64 * 1024) + 1)]
    public async Task A_body_that_is_too_large_is_refused_unread(int length)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Register) { Content = Json(length) };
        request.Headers.ExpectContinue = true;
        (await _server.Operator.Send(request)).Is(Fault.TooLarge);
    }

    [Fact]
    public async Task A_body_that_does_not_say_how_large_it_is_may_not_be_larger()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Register) { Content = Json(80_000) };
        request.Headers.TransferEncodingChunked = true;
        (await _server.Operator.Send(request)).Is(Fault.TooLarge);
    }

    [Fact]
    public async Task A_large_body_within_the_limit_is_read() =>
        (await _server.Operator.PostRaw(Register, new string(' ', 60_000) + "{}")).Is(Fault.Invalid);

    [Theory]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/v1")]
    [InlineData("POST", "/v1/authentication/unblock")]
    [InlineData("GET", "/v2/members")]
    [InlineData("GET", "/v1/members/a/b")]
    [InlineData("GET", "/../../etc/passwd")]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("GET", "/appsettings.json")]
    [InlineData("DELETE", "/nowhere")]
    public async Task Nothing_is_at_an_unknown_address(string method, string path)
    {
        (await _server.Visitor.Send(new HttpMethod(method), path, null)).Is(Fault.NotFound);
        (await _server.Operator.Send(new HttpMethod(method), path, null)).Is(Fault.NotFound);
    }

    [Theory]
    [InlineData("GET", "/v1/authentication/register")]
    [InlineData("PUT", "/v1/authentication/login")]
    [InlineData("DELETE", "/v1/authentication/block")]
    [InlineData("POST", "/v1/authentication/me")]
    [InlineData("DELETE", "/v1/members")]
    [InlineData("POST", "/v1/members/6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("OPTIONS", "/v1/api-keys")]
    [InlineData("TRACE", "/health/live")]
    public async Task An_address_says_which_methods_it_answers_to(string method, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        (await _server.Operator.Send(request)).Is(Fault.MethodNotAllowed);
    }

    private static ByteArrayContent Json(int length)
    {
        // Blanks, which no JSON reader refuses before it has read them all.
        var content = new ByteArrayContent([.. Enumerable.Repeat((byte)' ', length)]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

    private static HttpRequestMessage FormOf(string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
        return request;
    }
}
