using System.Text.Json;
using Members.Clustering;
using Members.Gateway.Edge;
using Members.Gateway.Json;
using Members.OAuth;
using Microsoft.Net.Http.Headers;

namespace Members.Gateway.OAuth;

/// <summary>
/// The parameters of a call to an OAuth endpoint: a form, as the RFCs have it, or JSON, as the Wix client sends it, spelled
/// <c>client_id</c> or <c>clientId</c>. None may come twice, in whatever spelling (RFC 6749, 3.2).
/// </summary>
internal sealed class OAuthParameters
{
    private static readonly string[] Names =
    [
        "grant_type", "client_id", "client_secret", "refresh_token", "code", "code_verifier", "redirect_uri", "member_id",
        "session_token", "scope", "token",
    ];

    // Anything else that is sent is ignored (RFC 6749, 3.2).
    private static readonly Dictionary<string, string> Spellings = Names
        .SelectMany(name => new[] { (Spelling: name, Name: name), (Spelling: Camel(name), Name: name) })
        .Distinct()
        .ToDictionary(p => p.Spelling, p => p.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private OAuthParameters()
    {
    }

    /// <summary>A parameter by its name with underscores; null when it is absent or empty.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Reads them; null when one comes twice or is not a text.</summary>
    /// <exception cref="BadHttpRequestException">The body is neither a form nor JSON, or cannot be read.</exception>
    public static async Task<OAuthParameters?> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new OAuthParameters();
        if (request.HasFormContentType)
        {
            var form = await request.ReadRequiredForm(cancellationToken);
            return form.Files.Count == 0 && form.All(field => field.Value.All(value => parameters.Add(field.Key, value)))
                ? parameters
                : null;
        }

        if (!request.HasJsonContentType() || !IsUtf8(request))
        {
            throw new BadHttpRequestException("A form or JSON is needed.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            JsonDocumentOptions strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };
            using var body = await JsonDocument.ParseAsync(request.Body, strict, cancellationToken);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.EnumerateObject().All(parameters.Add)
                ? parameters
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>The client that is named; null when there is none.</summary>
    public async ValueTask<OAuthClient?> FindClient(IGrainFactory grains) =>
        Ids.TryParse(this["client_id"], out var id) ? await grains.OAuthClients().Find(id) : null;

    private bool Add(JsonProperty property) => !Spellings.ContainsKey(property.Name) || property.Value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => Add(property.Name, property.Value.GetString()),
        _ => false,
    };

    // A parameter without a value counts as absent (RFC 6749, 3.1).
    private bool Add(string spelling, string? value) =>
        !Spellings.TryGetValue(spelling, out var name) || string.IsNullOrEmpty(value) || _values.TryAdd(name, value);

    private static bool IsUtf8(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
