using System.Text;
using System.Text.Json;
using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Fuzzing;

/// <summary>What the description asks for is asked for: each demand of each operation, broken one at a time.</summary>
[Collection(HostileCollection.Name)]
public sealed class DescribedRefusalTests(AutomaticServer shared)
{
    private const int BodyLimit = 64 * 1024, LimitOfRows = 8 * 1024 * 1024;
    private static readonly Guid Nobody = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> Described => [.. Operations.All.Where(o => o.Described).Select(o => o.Name)];

    public static TheoryData<string> WithABody => [.. Bodies];

    public static TheoryData<string> WithRows => [.. Rows];

    public static TheoryData<string> WithASmallBody => [.. Bodies.Except(Rows)];

    private static IEnumerable<string> Bodies => Operations.All.Where(o => o.Described && o.TakesBody).Select(o => o.Name);

    private static IEnumerable<string> Rows => ["POST /v1/imports/check", "POST /v1/imports/{id}/rows"];

    [Theory]
    [MemberData(nameof(Described))]
    public async Task An_operation_with_a_security_requirement_is_refused_without_a_credential_and_no_other_is(string name)
    {
        var operation = Find(name);
        var reply = await Send(_server.Visitor, operation, Good(operation));
        Assert.Equal(operation.Json.TryGetProperty("security", out _), reply.Status == 401);
    }

    [Theory]
    [MemberData(nameof(WithABody))]
    public async Task A_required_body_is_required(string name)
    {
        var operation = Find(name);
        Assert.True(operation.Json.GetProperty("requestBody").GetProperty("required").GetBoolean());
        Assert.True((await Send(await Allowed(name), operation, null)).Status is 400 or 415);
        if (IsJson(operation))
        {
            Assert.Equal(400, (await Send(await Allowed(name), operation, "")).Status);
        }
    }

    [Theory]
    [MemberData(nameof(WithABody))]
    public async Task No_content_type_is_taken_but_the_declared_one(string name)
    {
        var operation = Find(name);
        var declared = operation.Json.GetProperty("requestBody").GetProperty("content").EnumerateObject().Single().Name;
        foreach (var type in new[]
        {
            "application/json", "application/x-www-form-urlencoded", "multipart/mixed", "text/plain", "application/octet-stream",
            "application/xml",
        }.Where(t => t != declared))
        {
            (await Send(await Allowed(name), operation, Good(operation), type)).Is(Fault.NotJson);
        }
    }

    [Theory]
    [MemberData(nameof(WithABody))]
    public async Task A_member_of_another_type_than_the_declared_one_is_refused(string name)
    {
        var operation = Find(name);
        if (!IsJson(operation))
        {
            return;
        }

        var api = await Allowed(name);
        var grammar = new Grammar(_server.Description.Document);
        var schema = grammar.Resolved(
            operation.Json.GetProperty("requestBody").GetProperty("content").EnumerateObject().Single().Value.GetProperty("schema"));
        foreach (var member in schema.GetProperty("properties").EnumerateObject())
        {
            foreach (var wrong in new[] { "1", "1.5", "true", "\"x\"", "[1]", "{\"a\":1}" }.Where(
                v => !Allows(grammar.Resolved(member.Value), JsonDocument.Parse(v).RootElement)))
            {
                var reply = await Send(api, operation, $"{{\"{member.Name}\":{wrong}}}");
                reply.Is(Fault.Invalid);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WithABody))]
    public async Task A_body_without_what_is_required_is_refused(string name)
    {
        var operation = Find(name);
        if (!IsJson(operation))
        {
            return;
        }

        // Login says no more than that the two do not fit (contract, section 4).
        var schema = new Grammar(_server.Description.Document).Resolved(
            operation.Json.GetProperty("requestBody").GetProperty("content").EnumerateObject().Single().Value.GetProperty("schema"));
        var asks = schema.TryGetProperty("required", out var required) && required.GetArrayLength() > 0;
        var reply = await Send(await Allowed(name), operation, "{}");
        Assert.True(!asks || reply.Status is 400 or 401, $"{required}. {reply}");
    }

    [Theory]
    [MemberData(nameof(WithASmallBody))]
    public async Task A_body_beyond_the_limit_is_refused_where_413_is_declared(string name)
    {
        var operation = Find(name);
        Assert.Contains(413, operation.Statuses);
        var good = Good(operation);
        var large = IsJson(operation) ? good[..^1] + new string(' ', BodyLimit) + "}" : good + "&x=" + new string('x', BodyLimit);
        (await Send(await Allowed(name), operation, large)).Is(Fault.TooLarge);
    }

    [Theory]
    [MemberData(nameof(WithRows))]
    public async Task Rows_beyond_the_limit_are_refused_by_the_length_that_they_say_they_have(string name)
    {
        var operation = Find(name);
        Assert.Contains(413, operation.Statuses);
        (await Announce(operation, LimitOfRows + 1)).Is(Fault.TooLarge);
        Assert.NotEqual(413, (await Announce(operation, LimitOfRows)).Status);
    }

    [Theory]
    [MemberData(nameof(Described))]
    public async Task No_parameter_that_is_not_declared_changes_the_answer(string name)
    {
        var operation = Find(name);
        if (operation.Method != "GET")
        {
            return;
        }

        var api = await Allowed(name);
        var (plain, more) = (await Send(api, operation, null), await Send(
            api, operation, null,
            query: "?admin=true&fields=password&include=hash&expand=*&debug=1&format=xml&callback=x&page=2&__proto__=1"));
        Assert.Equal((plain.Status, plain.MediaType), (more.Status, more.MediaType));
        if (plain.Status == 200)
        {
            Assert.Equal(plain.Text, more.Text);
        }
    }

    private Description.Operation Find(string name) => _server.Description.Operations.Single(o => $"{o.Method} {o.Path}" == name);

    private async Task<Api> Allowed(string name) =>
        Operations.Find(name).Who == Who.Member ? await _server.Member(await shared.Somebody()) : _server.Operator;

    // Expecting to be told to go on, so that the server need not close the connection on a body that it does not read.
    private Task<Reply> Announce(Description.Operation operation, int length)
    {
        var content = new ByteArrayContent(new byte[length]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        var path = Operations.Filled(operation.Path, Nobody);
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), path) { Content = content };
        request.Headers.ExpectContinue = true;
        return _server.Operator.Send(request);
    }

    private static bool IsJson(Description.Operation operation) =>
        operation.Json.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _);

    private static string Good(Description.Operation operation) =>
        operation.Json.TryGetProperty("requestBody", out _) && !IsJson(operation) ? "token=x" : "{}";

    private static bool Allows(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("oneOf", out _))
        {
            return value.ValueKind == JsonValueKind.Object;
        }

        // A time is declared by its format alone: any text may be one.
        var types = !schema.TryGetProperty("type", out var type) ? ["string"]
            : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : new[] { type.GetString()! };
        return value.ValueKind switch
        {
            JsonValueKind.Number => types.Contains("number") || types.Contains("integer"),
            JsonValueKind.True => types.Contains("boolean"),
            JsonValueKind.String => types.Contains("string"),
            JsonValueKind.Array => false,
            _ => types.Contains("object"),
        };
    }

    private static async Task<Reply> Send(Api api, Description.Operation operation, string? body, string? type = null, string query = "")
    {
        ByteArrayContent? content = null;
        if (body is not null && operation.Method is "POST" or "PATCH" or "PUT")
        {
            content = new ByteArrayContent(Encoding.UTF8.GetBytes(body!));
            content.Headers.TryAddWithoutValidation(
                "Content-Type",
                type ?? (body!.StartsWith("token=", StringComparison.Ordinal) ? "application/x-www-form-urlencoded" : "application/json"));
        }

        return await api.Send(
            new HttpMethod(operation.Method), Operations.Filled(operation.Path, Nobody) + query, content);
    }
}
