using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.OAuth;

/// <summary>
/// The OAuth clients of a site, all in one record: there are few, and answering a CORS preflight takes the origins of all. Keyed by the
/// site.
/// </summary>
[Alias("members.IOAuthClientsGrain")]
public interface IOAuthClientsGrain : IGrainWithStringKey
{
    /// <summary>Adds a client. One commit.</summary>
    /// <returns>Refused: <c>Invalid</c>, also if there are a hundred already.</returns>
    [Alias("Create")]
    Task<Outcome<OAuthClient>> Create(CreateOAuthClient command);

    /// <summary>Deletes a client, which invalidates its visitor tokens, codes and refresh tokens. One commit.</summary>
    /// <returns>False when there is no such client.</returns>
    [Alias("Delete")]
    Task<bool> Delete(Guid client);

    /// <summary>A client; null when there is none. Answered from memory.</summary>
    [Alias("Find"), AlwaysInterleave]
    ValueTask<OAuthClient?> Find(Guid client);

    /// <summary>All clients, in the order of their creation.</summary>
    [Alias("List"), AlwaysInterleave]
    ValueTask<OAuthClientList> List();

    /// <summary>Issues tokens to a visitor of a client's pages. Nothing is stored, so there can be any number of them.</summary>
    /// <returns>Null when there is no such client.</returns>
    [Alias("WelcomeVisitor"), AlwaysInterleave]
    ValueTask<VisitorTokens?> WelcomeVisitor(Guid client);

    /// <summary>
    /// The visitor to whom a token belongs (<see cref="TokenPurpose.Visitor"/> or <see cref="TokenPurpose.VisitorRefresh"/>). Answered
    /// from memory.
    /// </summary>
    /// <returns>Null when the token is forged or has expired, or when its client was deleted.</returns>
    [Alias("CheckVisitor"), AlwaysInterleave]
    ValueTask<LiveVisitor?> CheckVisitor(OpaqueToken token);
}

/// <summary>The tokens of a visitor.</summary>
/// <param name="Access">The visitor token.</param>
/// <param name="Refresh">Asks for another.</param>
/// <param name="ExpiresIn">How long the visitor token is valid.</param>
[GenerateSerializer, Immutable, Alias("members.VisitorTokens")]
public sealed record VisitorTokens(OpaqueToken Access, OpaqueToken Refresh, TimeSpan ExpiresIn);

/// <summary>A visitor with a valid token.</summary>
/// <param name="Id">Tells visitors apart. It is part of the token and stored nowhere.</param>
/// <param name="Client">The client on whose pages they are.</param>
/// <param name="ExpiresAt">When the token expires; null for never, which is so for a refresh token.</param>
/// <param name="DirectLogin">Whether the client's own pages may collect addresses and passwords.</param>
[GenerateSerializer, Immutable, Alias("members.LiveVisitor")]
public sealed record LiveVisitor(Guid Id, Guid Client, DateTimeOffset? ExpiresAt, bool DirectLogin = false);
