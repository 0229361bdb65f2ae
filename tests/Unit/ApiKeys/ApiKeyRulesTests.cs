using Members.ApiKeys;
using Members.Grains.ApiKeys;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Tests.Unit.ApiKeys;

public sealed class ApiKeyRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Hours = TimeSpan.FromHours(4);
    private static readonly ApiKeyRecord Key = new()
    {
        Id = Make.Owner,
        Name = "console",
        Digest = Digest(1),
        Scopes = Scopes.MembersManage | Scopes.KeysManage,
        CreatedAt = Now,
    };

    [Fact]
    public void A_key_may_do_what_its_scopes_say_and_nothing_else() =>
        Assert.Equal(Scopes.MembersManage | Scopes.KeysManage, ApiKeyRules.Allowed(Key, Digest(1), Now));

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

    [Fact]
    public void A_token_of_a_key_may_what_the_key_may_until_it_expires()
    {
        var decision = ApiKeyRules.IssueToken(Key, Digest(1), Token(1), Now, Hours);

        Assert.Equal((Token(1).Id, Hours), (decision.Answer!.Token.Id, decision.Answer.ExpiresIn));
        Assert.Equal(Key.Scopes, ApiKeyRules.AllowedBy(decision.Next!, Token(1), Now + Hours - Moments.Second));
        Assert.Equal(Scopes.None, ApiKeyRules.AllowedBy(decision.Next!, Token(1), Now + Hours));
        Assert.Equal(Scopes.None, ApiKeyRules.AllowedBy(decision.Next!, Token(2), Now));
        var forged = OpaqueToken.Create(TokenPurpose.KeyAccess, Make.Owner, Token(1).Id, new byte[32]);
        Assert.Equal(Scopes.None, ApiKeyRules.AllowedBy(decision.Next!, forged, Now));
        Assert.Equal(Scopes.None, ApiKeyRules.AllowedBy(decision.Next!, Make.Token(TokenPurpose.ApiKey), Now));
    }

    [Fact]
    public void A_key_that_is_not_good_gives_no_token_and_its_tokens_end_with_it()
    {
        var record = ApiKeyRules.IssueToken(Key, Digest(1), Token(1), Now, Hours).Next!;
        ApiKeyRecord[] dead =
        [
            record with { RevokedAt = Now },
            record with { ExpiresAt = Now },
            ApiKeyRules.Adopt(record, Make.Owner, Digest(3), "another", Now),
        ];

        Assert.Null(ApiKeyRules.IssueToken(Key, Digest(2), Token(2), Now, Hours).Answer);
        Assert.All(dead, r => Assert.Equal(Scopes.None, ApiKeyRules.AllowedBy(r, Token(1), Now)));
        Assert.All(dead, r => Assert.Null(ApiKeyRules.IssueToken(r, Digest(1), Token(2), Now, Hours).Next));
    }

    [Fact]
    public void A_token_does_not_outlast_its_key()
    {
        var decision = ApiKeyRules.IssueToken(Key with { ExpiresAt = Now + Moments.Second }, Digest(1), Token(1), Now, Hours);

        Assert.Equal(Moments.Second, decision.Answer!.ExpiresIn);
        Assert.Equal(Now + Moments.Second, Assert.Single(decision.Next!.Tokens).ExpiresAt);
    }

    [Fact]
    public void A_key_has_twenty_live_tokens_and_the_oldest_goes()
    {
        var record = Key;
        for (var i = 1; i <= 21; i++)
        {
            record = ApiKeyRules.IssueToken(record, Digest(1), Token(i), Now, Hours).Next!;
        }

        Assert.Equal(20, record.Tokens.Length);
        Assert.Equal(Scopes.None, ApiKeyRules.AllowedBy(record, Token(1), Now));
        Assert.Equal(Key.Scopes, ApiKeyRules.AllowedBy(record, Token(2), Now));
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

    private static OpaqueToken Token(int number) => Make.Token(TokenPurpose.KeyAccess, number);

    private static TokenDigest Digest(int number) =>
        ApiKeySecret.TryParse(Make.Token(TokenPurpose.ApiKey, number).Reveal(), out var secret)
            ? TokenDigest.Of(secret)
            : throw new InvalidOperationException();
}
