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
    public void An_operators_key_always_leads_to_one_grain_and_another_key_to_another()
    {
        Assert.True(ApiKeySecret.TryParse(new string('k', 40), out var one));
        Assert.True(ApiKeySecret.TryParse(new string('k', 40), out var again));
        Assert.True(ApiKeySecret.TryParse(new string('k', 41), out var other));

        Assert.Equal(one.KeyId, again.KeyId);
        Assert.NotEqual(one.KeyId, other.KeyId);
    }

    [Fact]
    public void The_grains_key_does_not_give_the_digest_away()
    {
        Assert.True(ApiKeySecret.TryParse(new string('k', 40), out var key));
        Assert.NotEqual(new Guid(key.Digest().AsSpan(0, 16)), key.KeyId);
    }

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
