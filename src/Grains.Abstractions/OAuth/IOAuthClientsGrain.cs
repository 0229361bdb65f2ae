using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.OAuth;

/// <summary>
/// The OAuth clients of a site, all in one record: there are few, and who answers a browser's preflight needs the origins of
/// all. Keyed by the site.
/// </summary>
[Alias("members.IOAuthClientsGrain")]
public interface IOAuthClientsGrain : IGrainWithStringKey
{
    /// <summary>Adds a client. One commit.</summary>
    /// <returns>Refused: <c>Invalid</c>, also when there are a hundred.</returns>
    [Alias("Create")]
    Task<Outcome<OAuthClient>> Create(CreateOAuthClient command);

    /// <summary>Removes a client: its visitors' tokens are dead, and no code or refresh token of it is accepted any more. One commit.</summary>
    /// <returns>False when there is no such client.</returns>
    [Alias("Delete")]
    Task<bool> Delete(Guid client);

    /// <summary>A client; null when there is none. No read of the store.</summary>
    [Alias("Find"), AlwaysInterleave]
    ValueTask<OAuthClient?> Find(Guid client);

    /// <summary>All of them, in the order in which they were made.</summary>
    [Alias("List"), AlwaysInterleave]
    ValueTask<OAuthClientList> List();

    /// <summary>Tokens for a visitor whom a client sends: nothing is stored for them, so there can be any number.</summary>
    /// <returns>Null when there is no such client.</returns>
    [Alias("WelcomeVisitor"), AlwaysInterleave]
    ValueTask<VisitorTokens?> WelcomeVisitor(Guid client);

    /// <summary>Who comes with a visitor token (<see cref="TokenPurpose.Visitor"/>), or may have another (<see cref="TokenPurpose.VisitorRefresh"/>). No read of the store.</summary>
    /// <returns>Null when it is made up, has expired, or its client is gone.</returns>
    [Alias("CheckVisitor"), AlwaysInterleave]
    ValueTask<LiveVisitor?> CheckVisitor(OpaqueToken token);
}

/// <summary>What a visitor is given.</summary>
/// <param name="Access">Sent with calls.</param>
/// <param name="Refresh">Asks for another.</param>
/// <param name="ExpiresIn">How long the access token is good.</param>
[GenerateSerializer, Immutable, Alias("members.VisitorTokens")]
public sealed record VisitorTokens(OpaqueToken Access, OpaqueToken Refresh, TimeSpan ExpiresIn);

/// <summary>A visitor whose token is good.</summary>
/// <param name="Id">What tells them from others; made with the token, known nowhere else.</param>
/// <param name="Client">The client that sent them.</param>
/// <param name="ExpiresAt">When the token stops being good; null for never (a refresh token).</param>
/// <param name="DirectLogin">Whether the client's own pages may take addresses and passwords.</param>
[GenerateSerializer, Immutable, Alias("members.LiveVisitor")]
public sealed record LiveVisitor(Guid Id, Guid Client, DateTimeOffset? ExpiresAt, bool DirectLogin = false);
