using Members.Clustering;
using Members.Gateway.Json;
using Members.OAuth;
using Members.Secrets;

namespace Members.Gateway.OAuth;

/// <summary>An authorization request of a known client, at an address that is the client's.</summary>
/// <param name="Parameters">What was sent.</param>
/// <param name="Client">The client.</param>
/// <param name="Mode">The response mode: <c>query</c>, <c>fragment</c> or <c>web_message</c>.</param>
/// <param name="Fault">What is wrong with the request; null when nothing is.</param>
internal sealed record AuthorizationRequest(AuthorizeParameters Parameters, OAuthClient Client, string Mode, AuthorizationFault? Fault)
{
    public const string WebMessage = "web_message", Fragment = "fragment", Query = "query";
    private const int MaxState = 2048;

    /// <summary>The client's <c>state</c>, returned as it came; null when it is malformed.</summary>
    public string? State => IsState(Parameters.State) ? Parameters.State : null;

    public bool IsWebMessage => Mode == WebMessage;

    /// <summary>The origins to whose pages a code may be posted.</summary>
    public IReadOnlyList<string> Origins => Client.Origins;

    /// <summary>
    /// Checks the client and where the response goes. If either is wrong, the error is shown in the browser, because redirecting would
    /// make this an open redirector (RFC 9700, 4.11).
    /// </summary>
    /// <returns>The request, or else what to tell that person, by its key in the texts of the pages.</returns>
    public static async Task<(AuthorizationRequest? Request, string? Refused)> Check(AuthorizeParameters? parameters, IGrainFactory grains)
    {
        if (parameters is null)
        {
            return (null, "NamedTwice");
        }

        if (!Ids.TryParse(parameters.ClientId, out var id) || await grains.OAuthClients().Find(id) is not { } client)
        {
            return (null, "UnknownApp");
        }

        var mode = parameters.ResponseMode is WebMessage or Fragment ? parameters.ResponseMode : Query;
        if (mode == WebMessage && parameters.RedirectUri is null)
        {
            return (new(parameters, client, mode, FaultOf(parameters)), null);
        }

        return parameters.RedirectUri is { } uri
            && client.RedirectUris.Contains(uri, StringComparer.Ordinal)
            && Uri.TryCreate(uri, UriKind.Absolute, out _)
            ? (new(parameters, client, mode, FaultOf(parameters)), null)
            : (null, "ForeignAddress");
    }

    private static AuthorizationFault? FaultOf(AuthorizeParameters sent) => sent switch
    {
        { ResponseType: not "code" } => new("unsupported_response_type", "The response_type must be code."),
        { ResponseMode: not (null or WebMessage or Fragment or Query) } =>
            Invalid("The response_mode must be query, fragment or web_message."),
        { CodeChallengeMethod: not "S256" } => Invalid("The code_challenge_method must be S256."),
        _ when !CodeVerifier.IsChallenge(sent.CodeChallenge) => Invalid("The code_challenge must be 43 characters of base64url."),
        _ when sent.State is not null && !IsState(sent.State) => Invalid("The state must be at most 2048 printable ASCII characters."),
        { Prompt: not (null or "none" or "login") } => Invalid("The prompt must be none or login."),
        _ => null,
    };

    private static AuthorizationFault Invalid(string description) => new("invalid_request", description);

    private static bool IsState(string? state) => state is { Length: <= MaxState } && state.All(c => c is >= ' ' and <= '~');
}
