using Members.Accounts;
using Members.Secrets;

namespace Members.Tests.Unit.Secrets;

public sealed class ApiKeySecretTests
{
    [Fact]
    public void A_key_that_Members_made_leads_to_its_grain()
    {
        Assert.True(ApiKeySecret.TryParse(Make.Token(TokenPurpose.ApiKey).Reveal(), out var key));
        Assert.Equal(Make.Owner, key.KeyId);
    }

    [Fact]
    public void A_made_key_with_a_typing_error_is_refused_though_it_is_long_enough_to_be_an_operators()
    {
        var text = Make.Token(TokenPurpose.ApiKey).Reveal();

        Assert.False(ApiKeySecret.TryParse(text[..^1] + (text[^1] == 'A' ? 'B' : 'A'), out _));
        Assert.False(ApiKeySecret.TryParse("mak_" + new string('x', 60), out _));
    }

    [Theory]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(512, true)]
    [InlineData(513, false)]
    [InlineData(0, false)]
    public void A_key_of_the_operators_has_32_to_512_characters(int length, bool accepted) =>
        Assert.Equal(accepted, ApiKeySecret.TryParse(new string('k', length), out _));

    [Fact]
    public void The_grain_of_an_operators_key_says_nothing_about_the_key()
    {
        Assert.True(ApiKeySecret.TryParse(new string('k', 40), out var one));
        Assert.True(ApiKeySecret.TryParse(new string('l', 40), out var other));

        Assert.Equal(ApiKeySecret.OperatorKey, one.KeyId);
        Assert.Equal(one.KeyId, other.KeyId);
        Assert.NotEqual(one.Digest(), other.Digest());
    }

    [Theory]
    [InlineData("a key with blanks that is long enough")]
    [InlineData("a,key,with,commas,that,is,long,enough")]
    [InlineData("a-key-with-ümlauts-that-is-long-enough")]
    public void A_key_that_no_header_carries_unchanged_is_refused(string text) => Assert.False(ApiKeySecret.TryParse(text, out _));

    [Fact]
    public void Its_text_for_logs_is_not_the_key()
    {
        Assert.True(ApiKeySecret.TryParse("canary-canary-canary-canary-canary", out var key));
        Assert.Equal($"ApiKey({key.KeyId:N})", key.ToString());
    }

    [Theory]
    [InlineData(TokenPurpose.Session)]
    [InlineData(TokenPurpose.SessionTicket)]
    [InlineData(TokenPurpose.Approval)]
    [InlineData(TokenPurpose.SetPassword)]
    public void A_token_of_another_purpose_is_no_key_however_long_it_is(TokenPurpose purpose) =>
        Assert.False(ApiKeySecret.TryParse(Make.Token(purpose).Reveal(), out _));

    [Fact]
    public void Ids_of_registrations_depend_on_the_caller_and_the_key()
    {
        Assert.Equal(MemberId.ForRegistration("a", "1"), MemberId.ForRegistration("a", "1"));
        Assert.NotEqual(MemberId.ForRegistration("a", "1"), MemberId.ForRegistration("b", "1"));
        Assert.NotEqual(MemberId.ForRegistration("a", "1"), MemberId.ForRegistration("a", "2"));
    }
}
