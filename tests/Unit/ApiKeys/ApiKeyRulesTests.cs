using Members.ApiKeys;
using Members.Grains.ApiKeys;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Tests.Unit.ApiKeys;

public sealed class ApiKeyRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly ApiKeyRecord Key = new() { Id = Make.Owner, Name = "console", Digest = Digest(1), Scopes = Scopes.MembersManage | Scopes.KeysManage, CreatedAt = Now };

    [Fact]
    public void A_key_may_do_what_its_scopes_say_and_nothing_else() => Assert.Equal(Scopes.MembersManage | Scopes.KeysManage, ApiKeyRules.Allowed(Key, Digest(1), Now));

    [Fact]
    public void A_key_that_is_not_there_or_not_the_one_may_do_nothing()
    {
        Assert.Equal(Scopes.None, ApiKeyRules.Allowed(Key, Digest(2), Now));
        Assert.Equal(Scopes.None, ApiKeyRules.Allowed(new ApiKeyRecord { Scopes = ScopeSet.All }, Digest(1), Now));
    }

    [Fact]
    public void The_operators_key_takes_the_place_of_the_one_before_and_none_comes_back()
    {
        var first = ApiKeyRules.Adopt(new ApiKeyRecord(), ApiKeySecret.OperatorKey, Digest(1), "bootstrap", Now);
        Assert.Equal(ScopeSet.All, ApiKeyRules.Allowed(first, Digest(1), Now));

        var second = ApiKeyRules.Adopt(first, ApiKeySecret.OperatorKey, Digest(2), "bootstrap", Now);
        Assert.Equal(Scopes.None, ApiKeyRules.Allowed(second, Digest(1), Now));
        Assert.Equal(ScopeSet.All, ApiKeyRules.Allowed(second, Digest(2), Now));

        Assert.Same(second, ApiKeyRules.Adopt(second, ApiKeySecret.OperatorKey, Digest(1), "bootstrap", Now));
        var revoked = second with { RevokedAt = Now };
        Assert.Same(revoked, ApiKeyRules.Adopt(revoked, ApiKeySecret.OperatorKey, Digest(2), "bootstrap", Now));
    }

    [Fact]
    public void A_key_works_until_the_second_it_expires()
    {
        var key = Key with { ExpiresAt = Now + TimeSpan.FromDays(1) };

        Assert.NotEqual(Scopes.None, ApiKeyRules.Allowed(key, Digest(1), Now + TimeSpan.FromDays(1) - Moments.Second));
        Assert.Equal(Scopes.None, ApiKeyRules.Allowed(key, Digest(1), Now + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void A_revoked_key_is_dead_also_when_the_clock_goes_back()
    {
        var key = Key with { RevokedAt = Now };

        Assert.Equal(Scopes.None, ApiKeyRules.Allowed(key, Digest(1), Now));
        Assert.Equal(Scopes.None, ApiKeyRules.Allowed(key, Digest(1), Now - TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void A_key_needs_a_printable_name(string name) => Assert.Equal("INVALID_NAME", Rule(new CreateApiKey(name, ScopeSet.All, null)));

    [Fact]
    public void A_name_has_at_most_100_characters()
    {
        Assert.Null(Rule(new CreateApiKey(new string('n', 100), ScopeSet.All, null)));
        Assert.Equal("INVALID_NAME", Rule(new CreateApiKey(new string('n', 101), ScopeSet.All, null)));
    }

    [Fact]
    public void A_key_needs_scopes_that_there_are()
    {
        Assert.Equal("INVALID_SCOPES", Rule(new CreateApiKey("n", Scopes.None, null)));
        Assert.Equal("INVALID_SCOPES", Rule(new CreateApiKey("n", ScopeSet.All | (Scopes)16, null)));
        Assert.Null(Rule(new CreateApiKey("n", Scopes.MembersAuthenticate, null)));
    }

    [Fact]
    public void A_key_cannot_be_born_expired()
    {
        Assert.Equal("IN_THE_PAST", Rule(new CreateApiKey("n", ScopeSet.All, Now)));
        Assert.Null(Rule(new CreateApiKey("n", ScopeSet.All, Now + Moments.Second)));
    }

    [Fact]
    public void What_is_listed_of_a_key_is_not_its_digest() =>
        Assert.Equal(new ApiKeyView(Make.Owner, "console", Key.Scopes, Now, null, null), ApiKeyRules.View(Key));

    private static string? Rule(CreateApiKey command) => ApiKeyRules.Check(command, Now)?.Violations.Single().Rule;

    private static TokenDigest Digest(int number) =>
        ApiKeySecret.TryParse(Make.Token(TokenPurpose.ApiKey, number).Reveal(), out var secret) ? TokenDigest.Of(secret) : throw new InvalidOperationException();
}
