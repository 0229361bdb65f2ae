using Microsoft.Extensions.Primitives;

namespace Members.Gateway.OAuth;

/// <summary>The parameters of an authorization request as they came, not checked yet (RFC 6749, 4.1.1; RFC 7636, 4.3).</summary>
internal sealed record AuthorizeParameters(
    string? ClientId = null,
    string? RedirectUri = null,
    string? ResponseType = null,
    string? ResponseMode = null,
    string? CodeChallenge = null,
    string? CodeChallengeMethod = null,
    string? State = null,
    string? Prompt = null,
    string? Origin = null,
    string? Code = null)
{
    private static readonly string[] Names =
    [
        "client_id", "redirect_uri", "response_type", "response_mode", "code_challenge", "code_challenge_method", "state", "prompt",
        "origin", "code",
    ];

    /// <summary>Reads them from a query or a form; null when one comes twice (RFC 6749, 3.1).</summary>
    public static AuthorizeParameters? Read(IEnumerable<KeyValuePair<string, StringValues>> sent)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in sent.Where(p => Names.Contains(p.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (value.Count != 1 || !values.TryAdd(name.ToLowerInvariant(), value.ToString()))
            {
                return null;
            }
        }

        string? Get(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        return new(
            Get("client_id"),
            Get("redirect_uri"),
            Get("response_type"),
            Get("response_mode"),
            Get("code_challenge"),
            Get("code_challenge_method"),
            Get("state"),
            Get("prompt"),
            Get("origin"),
            Get("code"));
    }

    /// <summary>The ones that have a value, for an address or for a form that passes them on.</summary>
    public IEnumerable<(string Name, string Value)> Present()
    {
        string?[] values =
            [ClientId, RedirectUri, ResponseType, ResponseMode, CodeChallenge, CodeChallengeMethod, State, Prompt, Origin, Code];
        return Names.Zip(values).Where(p => p.Second is not null).Select(p => (p.First, p.Second!));
    }
}
