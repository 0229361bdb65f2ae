using System.Net.Http.Headers;
using System.Text.Json;

namespace Members.Tests.Http.Hosting;

/// <summary>An answer, read to its end.</summary>
internal sealed class Reply(string request, HttpResponseMessage response, string text)
{
    private JsonElement? _json;

    public int Status { get; } = (int)response.StatusCode;

    public string Text { get; } = text;

    public string? MediaType { get; } = response.Content.Headers.ContentType?.MediaType;

    public string? Charset { get; } = response.Content.Headers.ContentType?.CharSet;

    public string Allow { get; } = string.Join(", ", response.Content.Headers.Allow);

    public HttpResponseHeaders Headers { get; } = response.Headers;

    public JsonElement Json => _json ??= JsonDocument.Parse(Text).RootElement;

    /// <summary>A header's one value; null without it.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    /// <summary>The body of a success.</summary>
    public JsonElement Done()
    {
        Assert.True(Status == 200, ToString());
        return Json;
    }

    /// <summary>Asserts the refusal; its shape has been checked when the answer came.</summary>
    public Reply Is(Fault fault)
    {
        Assert.True(Status == fault.Status && Json.Str("code") == fault.Code, $"Expected {fault.Status} {fault.Code}. {this}");
        return this;
    }

    /// <summary>Asserts that the input broke exactly these rules.</summary>
    public void Broke(params (string Field, string Rule)[] rules)
    {
        Is(Fault.Invalid);
        var violations = Json.GetProperty("details").GetProperty("validationError").GetProperty("fieldViolations");
        Assert.Equal(rules, violations.EnumerateArray().Select(v => (v.Str("field"), v.Str("ruleName"))));
    }

    public override string ToString() => $"{request} answered {Status}: {Text}";
}

/// <summary>Short words for reading JSON.</summary>
internal static class JsonWords
{
    public static string Str(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static Guid Id(this JsonElement element, string name = "id") => Guid.ParseExact(element.Str(name), "D");

    public static bool Has(this JsonElement element, string name) => element.TryGetProperty(name, out _);

    /// <summary>The ticket in <c>session.token</c>.</summary>
    public static string Ticket(this JsonElement element) => element.GetProperty("session").Str("token");

    public static JsonElement Member(this JsonElement element) => element.GetProperty("member");

    public static string[] Names(this JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];
}
