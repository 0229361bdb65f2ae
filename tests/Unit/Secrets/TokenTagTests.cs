using System.Security.Cryptography;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Tests.Unit.Secrets;

public sealed class TokenTagTests
{
    private static readonly TokenTagKey Key = TokenTagKey.Of(Make.Key(1).Bytes), OtherKey = TokenTagKey.Of(Make.Key(2).Bytes);

    public static TheoryData<TokenPurpose> Purposes => [.. Enum.GetValues<TokenPurpose>()];

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_minted_token_is_tagged_with_the_key_and_with_no_other(TokenPurpose purpose)
    {
        var token = Minted(purpose);

        Assert.True(Key.Tagged(token));
        Assert.False(OtherKey.Tagged(token));
        Assert.True(OpaqueToken.TryParse(purpose, token.Reveal(), out var read) && Key.Tagged(read));
    }

    [Fact]
    public void A_tag_belongs_to_one_purpose_owner_id_and_secret()
    {
        var token = Minted(TokenPurpose.Session);
        var (owner, id, secret) = (token.Owner, token.Id, token.Secret.ToArray());
        var otherSecret = secret.ToArray();
        otherSecret[0] ^= 1;

        Assert.True(Key.Tagged(OpaqueToken.Create(TokenPurpose.Session, owner, id, secret)));
        Assert.False(Key.Tagged(OpaqueToken.Create(TokenPurpose.AccessToken, owner, id, secret)));
        Assert.False(Key.Tagged(OpaqueToken.Create(TokenPurpose.Session, Make.Id(8), id, secret)));
        Assert.False(Key.Tagged(OpaqueToken.Create(TokenPurpose.Session, owner, Make.Id(8), secret)));
        Assert.False(Key.Tagged(OpaqueToken.Create(TokenPurpose.Session, owner, id, otherSecret)));
    }

    [Fact]
    public void The_successors_of_a_refresh_token_are_tagged()
    {
        var token = Minted(TokenPurpose.RefreshToken);
        for (var i = 0; i < 5; i++)
        {
            token = token.Successor(Make.Key(3).Bytes);
            Assert.True(Key.Tagged(token));
        }
    }

    [Fact]
    public void Made_up_tokens_are_not_tagged() => Assert.DoesNotContain(
        Enumerable.Range(0, 1000),
        _ => Key.Tagged(OpaqueToken.Create(TokenPurpose.Session, Make.Owner, Make.Id(1), RandomNumberGenerator.GetBytes(32))));

    [Fact]
    public void Random_bits_are_left_beside_the_tag()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => Minted(TokenPurpose.Session, Make.Id(1)).Secret.ToArray()).ToList();

        Assert.Equal(100, tokens.Select(t => Convert.ToHexString(t[..12])).Distinct().Count());
        Assert.Equal(100, tokens.Select(t => Convert.ToHexString(t[16..])).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_tag_is_required_of_what_expires_once_older_tokens_have_expired(TokenPurpose purpose)
    {
        var tags = new TokenTags(Key, Moments.Start);
        var neverRequired = purpose is TokenPurpose.Visitor or TokenPurpose.VisitorRefresh or TokenPurpose.Decision
            or TokenPurpose.Device or TokenPurpose.ApiKey;

        Assert.False(tags.AreRequired(purpose, Moments.Start.AddTicks(-1)));
        Assert.Equal(!neverRequired, tags.AreRequired(purpose, Moments.Start));
    }

    [Fact]
    public void The_key_is_not_in_its_text() => Assert.Equal("TokenTagKey(redacted)", Key.ToString());

    [Fact]
    public void No_token_is_made_before_the_key_was_read() =>
        Assert.Throws<InvalidOperationException>(() => new TokenMint().New(TokenPurpose.Session, Make.Owner));

    private static OpaqueToken Minted(TokenPurpose purpose, Guid? id = null) =>
        new TokenMint { Tags = new TokenTags(Key, Moments.Start) }.New(purpose, Make.Owner, id ?? Make.Id(7));
}
