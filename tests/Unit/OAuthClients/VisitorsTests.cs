using Members.Grains.OAuthClients;
using Members.OAuth;
using Members.Secrets;

namespace Members.Tests.Unit.OAuthClients;

public sealed class VisitorsTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);
    private static readonly OAuthClientRecord Client = new() { Id = Make.Id(70), VisitorKey = Make.Key() };
    private static readonly VisitorTokens Tokens = Visitors.Welcome(Client, [1, 2, 3, 4, 5, 6, 7, 8], Now, Lifetime);

    [Fact]
    public void A_visitor_is_the_same_by_both_tokens_and_another_is_another()
    {
        var other = Visitors.Welcome(Client, [1, 2, 3, 4, 5, 6, 7, 9], Now, Lifetime);
        var access = Visitors.Check(Client, Tokens.Access, Now)!;

        Assert.Equal((Client.Id, Now + Lifetime), (access.Client, access.ExpiresAt!.Value));
        Assert.Equal(new LiveVisitor(access.Id, Client.Id, null), Visitors.Check(Client, Tokens.Refresh, Now));
        Assert.NotEqual(access.Id, Visitors.Check(Client, other.Access, Now)!.Id);
        Assert.Equal((TokenPurpose.Visitor, TokenPurpose.VisitorRefresh), (Tokens.Access.Purpose, Tokens.Refresh.Purpose));
    }

    [Fact]
    public void A_visitors_token_expires_to_the_second_and_the_refresh_token_does_not()
    {
        Assert.NotNull(Visitors.Check(Client, Tokens.Access, Now + Lifetime - Moments.Second));
        Assert.Null(Visitors.Check(Client, Tokens.Access, Now + Lifetime));
        Assert.NotNull(Visitors.Check(Client, Tokens.Refresh, Now + TimeSpan.FromDays(4000)));
    }

    [Fact]
    public void A_made_up_token_or_one_with_another_key_client_purpose_or_expiry_is_not_good()
    {
        var secret = Secret(Tokens.Access);
        var later = Visitors.Welcome(Client, [1, 2, 3, 4, 5, 6, 7, 8], Now, Lifetime + Lifetime).Access;
        OpaqueToken[] forged =
        [
            OpaqueToken.Create(TokenPurpose.Visitor, Client.Id, Tokens.Access.Id, new byte[32]),
            OpaqueToken.Create(TokenPurpose.Visitor, Client.Id, later.Id, secret),
            OpaqueToken.Create(TokenPurpose.VisitorRefresh, Client.Id, Tokens.Access.Id, secret),
            OpaqueToken.Create(TokenPurpose.Visitor, Client.Id, Tokens.Refresh.Id, Secret(Tokens.Refresh)),
            OpaqueToken.Create(TokenPurpose.Session, Client.Id, Tokens.Access.Id, secret),
        ];

        Assert.All(forged, t => Assert.Null(Visitors.Check(Client, t, Now)));
        Assert.Null(Visitors.Check(Client with { VisitorKey = Make.Key(8) }, Tokens.Access, Now));
        Assert.Null(Visitors.Check(Client with { Id = Make.Id(71) }, Tokens.Access, Now));
    }

    private static byte[] Secret(OpaqueToken token) => System.Buffers.Text.Base64Url.DecodeFromChars(token.Reveal().AsSpan(4))[33..65];
}
