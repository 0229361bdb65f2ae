using System.Text.Json;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.Net.Http.Headers;

namespace Members.Gateway.OAuth;

/// <summary>
/// What is sent to the OAuth endpoints: a form, as the RFCs say, or JSON, as the Wix client does; in both the names are
/// written <c>client_id</c> or <c>clientId</c>. None may come twice, whatever its spelling (RFC 6749, 3.2).
/// </summary>
internal sealed class Parameters
{
    // Those that mean something here; whatever else is sent is ignored (RFC 6749, 3.2).
    private static readonly Dictionary<string, string> Spellings = new[]
    {
        "grant_type", "client_id", "client_secret", "refresh_token", "code", "code_verifier", "redirect_uri", "member_id", "session_token", "scope", "token",
    }.SelectMany(name => new[] { (Spelling: name, Name: name), (Spelling: Camel(name), Name: name) }).Distinct().ToDictionary(p => p.Spelling, p => p.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Parameters()
    {
    }

    /// <summary>A parameter by its name with underscores; null when it is absent or empty.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Reads them; null when there are two of one name, or one that is no text.</summary>
    /// <exception cref="BadHttpRequestException">The body is neither a form nor JSON, or cannot be read.</exception>
    public static async Task<Parameters?> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = new Parameters();
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return form.Files.Count == 0 && form.SelectMany(field => field.Value, (field, value) => read.Add(field.Key, value)).All(added => added) ? read : null;
        }

        if (!request.HasJsonContentType() || !IsUtf8(request))
        {
            throw new BadHttpRequestException("A form or JSON is needed.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, new() { MaxDepth = 16, AllowDuplicateProperties = false }, cancellationToken);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.EnumerateObject().All(read.Add) ? read : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>The answer when they cannot be read.</summary>
    public static Problem Unreadable { get; } = Problem.Of(ApiError.InvalidRequest, "A parameter came twice, or is no text.");

    private bool Add(JsonProperty property) => !Spellings.ContainsKey(property.Name) || property.Value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => Add(property.Name, property.Value.GetString()),
        _ => false,
    };

    // One without a value is as if it had not been sent (RFC 6749, 3.1).
    private bool Add(string spelling, string? value) =>
        !Spellings.TryGetValue(spelling, out var name) || string.IsNullOrEmpty(value) || _values.TryAdd(name, value);

    private static bool IsUtf8(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static string Camel(string name) => string.Concat(name.Split('_').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
