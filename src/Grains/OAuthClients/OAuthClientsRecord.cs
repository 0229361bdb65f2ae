using System.Collections.Immutable;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.OAuth;

namespace Members.Grains.OAuthClients;

/// <summary>The OAuth clients of a site, as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.OAuthClientsRecord")]
internal sealed record OAuthClientsRecord : VersionedRecord
{
    /// <summary>The clients, in the order in which they were made.</summary>
    [Id(1)]
    public ImmutableArray<OAuthClientRecord> Clients { get; init; } = [];

    /// <summary>A client; null when there is none.</summary>
    public OAuthClientRecord? Find(Guid client) => Clients.FirstOrDefault(c => c.Id == client);

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}

/// <summary>An OAuth client as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.OAuthClientRecord")]
internal sealed record OAuthClientRecord : Extensible
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    [Id(1)]
    public string Name { get; init; } = "";

    /// <summary>Where codes may be sent.</summary>
    [Id(2)]
    public ImmutableArray<string> RedirectUris { get; init; } = [];

    /// <summary>Whose pages may get a code by web message and call the API.</summary>
    [Id(3)]
    public ImmutableArray<string> Origins { get; init; } = [];

    /// <summary>Where the logout page may send people.</summary>
    [Id(4)]
    public ImmutableArray<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Whether each use of a refresh token gives a new one.</summary>
    [Id(5)]
    public bool RotateRefreshTokens { get; init; }

    /// <summary>When it was made.</summary>
    [Id(6)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the tokens of its visitors are made with.</summary>
    [Id(7)]
    public TokenKey? VisitorKey { get; init; }

    /// <summary>Whether its own pages may take addresses and passwords.</summary>
    [Id(8)]
    public bool DirectLogin { get; init; }

    /// <summary>Whether its access tokens may change credentials and end other sessions.</summary>
    [Id(9)]
    public bool AccountManagement { get; init; }

    /// <summary>What is shown of it.</summary>
    public OAuthClient View() => new(
        Id, Name, RedirectUris, Origins, PostLogoutRedirectUris, RotateRefreshTokens, CreatedAt, DirectLogin, AccountManagement);
}
