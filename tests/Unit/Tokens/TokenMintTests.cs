using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Tests.Unit.Tokens;

public sealed class TokenMintTests
{
    private static readonly TokenTagKey Key = TokenTagKey.Of(new byte[TokenTagKey.Size]);

    public static TheoryData<TokenPurpose> Purposes => [.. Enum.GetValues<TokenPurpose>()];

    // A program that makes links out of plain text leaves a sign at the end out of the link.
    [Theory]
    [MemberData(nameof(Purposes))]
    public void No_token_ends_in_a_sign_whatever_it_is_for_and_under_whichever_id(TokenPurpose purpose)
    {
        var mint = new TokenMint { Tags = new TokenTags(Key, Moments.Start) };
        for (var i = 0; i < 500; i++)
        {
            Assert.All([mint.New(purpose, Make.Owner), mint.New(purpose, Make.Owner, Make.Id(7))], token =>
            {
                Assert.True(char.IsAsciiLetterOrDigit(token.Reveal()[^1]), "The token ends in a sign.");
                Assert.True(Key.Tagged(token));
            });
        }
    }
}
