using Members.Emails;
using Members.Gateway.Json;
using Members.OAuth;
using Members.Secrets;

namespace Members.Gateway.OAuth;

/// <summary>An error that goes back to the client (RFC 6749, 4.1.2.1).</summary>
internal sealed record AuthorizationFault(string Error, string Description);

/// <summary>An authorization request of a known client that may be answered where it asks to be answered.</summary>
/// <param name="Sent">What was sent.</param>
/// <param name="Client">Who asks.</param>
/// <param name="Mode">How the answer is given: <c>query</c>, <c>fragment</c> or <c>web_message</c>.</param>
/// <param name="Fault">What is wrong with it; null when nothing is.</param>
internal sealed record AuthorizationRequest(AuthorizeParameters Sent, OAuthClient Client, string Mode, AuthorizationFault? Fault)
{
    public const string WebMessage = "web_message", Fragment = "fragment", Query = "query";
    private const int MaxState = 2048;

    /// <summary>What the client gets back as it sent it; nothing when it is no text that can be sent back.</summary>
    public string? State => IsState(Sent.State) ? Sent.State : null;

    /// <summary>Whether the answer is a web message.</summary>
    public bool IsWebMessage => Mode == WebMessage;

    /// <summary>The origins to whose pages a code may be posted.</summary>
    public IReadOnlyList<string> Origins => Client.Origins;

    /// <summary>
    /// Looks at a request. Without a client, or a redirect URI of that client, nobody is told anything but the person in front of
    /// the browser: else this would send people wherever a link says (RFC 9700, 4.11).
    /// </summary>
    /// <returns>The request, or else a sentence for that person.</returns>
    public static async Task<(AuthorizationRequest? Request, string? Refused)> Check(AuthorizeParameters? sent, IGrainFactory grains)
    {
        if (sent is null)
        {
            return (null, "The address that you came by names something twice.");
        }

        if (!Ids.TryParse(sent.ClientId, out var id) || await grains.GetGrain<IOAuthClientsGrain>(LoginKey.DefaultSite).Find(id) is not { } client)
        {
            return (null, "The app that sent you here is not known.");
        }

        var mode = sent.ResponseMode is WebMessage or Fragment ? sent.ResponseMode : Query;
        if (mode == WebMessage && sent.RedirectUri is null)
        {
            return (new(sent, client, mode, FaultOf(sent)), null);
        }

        return sent.RedirectUri is { } uri && client.RedirectUris.Contains(uri, StringComparer.Ordinal) && Uri.TryCreate(uri, UriKind.Absolute, out _)
            ? (new(sent, client, mode, FaultOf(sent)), null)
            : (null, "The app that sent you here asks for an answer at an address that is not its own.");
    }

    private static AuthorizationFault? FaultOf(AuthorizeParameters sent) => sent switch
    {
        { ResponseType: not "code" } => new("unsupported_response_type", "The response_type must be code."),
        { ResponseMode: not (null or WebMessage or Fragment or Query) } => new("invalid_request", "The response_mode must be query, fragment or web_message."),
        { CodeChallengeMethod: not "S256" } => new("invalid_request", "The code_challenge_method must be S256."),
        _ when !CodeVerifier.IsChallenge(sent.CodeChallenge) => new("invalid_request", "The code_challenge must be 43 characters of base64url."),
        _ when sent.State is not null && !IsState(sent.State) => new("invalid_request", "The state must be at most 2048 printable ASCII characters."),
        { Prompt: not (null or "none" or "login") } => new("invalid_request", "The prompt must be none or login."),
        _ => null,
    };

    private static bool IsState(string? state) => state is { Length: <= MaxState } && state.All(c => c is >= ' ' and <= '~');
}
