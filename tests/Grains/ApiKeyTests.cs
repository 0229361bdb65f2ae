using Members.Accounts;
using Members.ApiKeys;
using Members.Secrets;
using Members.Tests.Grains.Hosting;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class ApiKeyTests(MembersCluster cluster)
{
    private const Scopes Some = Scopes.MembersManage | Scopes.KeysManage;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_key_that_was_made_may_do_what_it_was_made_for_and_is_told_once()
    {
        var id = MemberId.New();
        var created = (await cluster.ApiKey(id).Create(new CreateApiKey("console", Some, null))).Done();
        Assert.Equal(new ApiKeyView(id, "console", Some, cluster.Now, null, null), created.Key);
        await cluster.Forget(cluster.ApiKey(id));

        var secret = Read(created.Secret.Reveal());
        Assert.Equal(id, secret.KeyId);
        Assert.Equal(Some, await cluster.ApiKey(id).Check(secret));
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.ApiKey(id).Create(new CreateApiKey("again", ScopeSet.All, null)));
        Assert.Equal(Some, await cluster.ApiKey(id).Check(secret));
    }

    [Fact]
    public async Task Every_rule_that_a_new_key_breaks_is_named_and_nothing_is_stored()
    {
        var key = cluster.ApiKey(MemberId.New());
        using var watch = cluster.Watch(key);

        (await key.Create(new CreateApiKey(" ", Scopes.None, cluster.Now))).Broke(
            ("name", "INVALID_NAME"), ("scopes", "INVALID_SCOPES"), ("expiresAt", "IN_THE_PAST"));
        (await key.Create(new CreateApiKey(new string('k', 101), (Scopes)64, null))).Broke(
            ("name", "INVALID_NAME"), ("scopes", "INVALID_SCOPES"));
        Assert.Empty(watch.Commits);
        Assert.False(await key.Revoke());
    }

    [Fact]
    public async Task Another_secret_may_nothing()
    {
        var (mine, other) = (MemberId.New(), MemberId.New());
        var created = (await cluster.ApiKey(mine).Create(new CreateApiKey("mine", ScopeSet.All, null))).Done();
        var foreign = (await cluster.ApiKey(other).Create(new CreateApiKey("other", ScopeSet.All, null))).Done();
        var forged = OpaqueToken.Create(TokenPurpose.ApiKey, mine, created.Secret.Id, new byte[32]);

        Assert.Equal(Scopes.None, await cluster.ApiKey(mine).Check(Read(foreign.Secret.Reveal())));
        Assert.Equal(Scopes.None, await cluster.ApiKey(mine).Check(Read(forged.Reveal())));
        Assert.Equal(Scopes.None, await cluster.ApiKey(MemberId.New()).Check(Read(created.Secret.Reveal())));
    }

    [Fact]
    public async Task A_key_works_until_the_second_before_it_expires()
    {
        var id = MemberId.New();
        var created = (await cluster.ApiKey(id).Create(new CreateApiKey("short", Some, cluster.Now.AddHours(1)))).Done();
        cluster.Clock.Advance(TimeSpan.FromHours(1) - Second);
        Assert.Equal(Some, await cluster.ApiKey(id).Check(Read(created.Secret.Reveal())));
        cluster.Clock.Advance(Second);

        Assert.Equal(Scopes.None, await cluster.ApiKey(id).Check(Read(created.Secret.Reveal())));
    }

    [Fact]
    public async Task A_revoked_key_is_dead_for_good_on_every_silo()
    {
        var id = MemberId.New();
        var created = (await cluster.ApiKey(id).Create(new CreateApiKey("console", Some, null))).Done();
        Assert.True(await cluster.ApiKey(id).Revoke());

        foreach (var grains in cluster.Everywhere)
        {
            Assert.Equal(Scopes.None, await grains.GetGrain<IApiKeyGrain>(id).Check(Read(created.Secret.Reveal())));
        }

        await cluster.Forget(cluster.ApiKey(id));
        Assert.Equal(Scopes.None, await cluster.ApiKey(id).Check(Read(created.Secret.Reveal())));
        using var watch = cluster.Watch(cluster.ApiKey(id));
        Assert.True(await cluster.ApiKey(id).Revoke());
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task An_operators_key_is_adopted_once_with_all_scopes()
    {
        var secret = Operators();
        await cluster.ApiKey(secret.KeyId).Adopt(secret, "bootstrap");
        using var watch = cluster.Watch(cluster.ApiKey(secret.KeyId));
        await cluster.ApiKey(secret.KeyId).Adopt(secret, "bootstrap");

        Assert.Empty(watch.Commits);
        Assert.Equal(ScopeSet.All, await cluster.ApiKey(secret.KeyId).Check(secret));
    }

    [Fact]
    public async Task An_operators_key_that_was_revoked_is_not_revived_by_adopting_it_again()
    {
        var secret = Operators();
        await cluster.ApiKey(secret.KeyId).Adopt(secret, "bootstrap");
        Assert.True(await cluster.ApiKey(secret.KeyId).Revoke());
        await cluster.Forget(cluster.ApiKey(secret.KeyId));
        await cluster.ApiKey(secret.KeyId).Adopt(secret, "bootstrap");

        Assert.Equal(Scopes.None, await cluster.ApiKey(secret.KeyId).Check(secret));
    }

    [Fact]
    public async Task Of_ten_silos_that_start_at_once_one_is_given_the_first_key()
    {
        var key = cluster.ApiKey(MemberId.New());
        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => key.CreateFirst("first key")));

        var first = Assert.Single(made, m => m is not null)!;
        Assert.True(ApiKeySecret.TryParse(first.Secret.Reveal(), out var secret));
        Assert.Equal(ScopeSet.All, await key.Check(secret));
        Assert.Null(await key.CreateFirst("first key"));
    }

    [Fact]
    public async Task A_first_key_that_was_neither_shown_nor_used_is_made_anew_when_its_silo_has_ended()
    {
        var key = cluster.ApiKey(MemberId.New());
        var lost = Read((await key.CreateFirst("first key"))!.Secret.Reveal());
        await cluster.Forget(key);
        var found = Read((await key.CreateFirst("first key"))!.Secret.Reveal());

        Assert.False(await key.ConfirmShown(lost));
        Assert.True(await key.ConfirmShown(found));
        await cluster.Forget(key);
        Assert.Equal(Scopes.None, await key.Check(lost));
        Assert.Equal(ScopeSet.All, await key.Check(found));
        Assert.Null(await key.CreateFirst("first key"));
    }

    [Theory]
    [InlineData("shown")]
    [InlineData("used")]
    [InlineData("a token got with it")]
    [InlineData("revoked")]
    public async Task A_first_key_stays_that_somebody_has_seen(string how)
    {
        var key = cluster.ApiKey(MemberId.New());
        var secret = Read((await key.CreateFirst("first key"))!.Secret.Reveal());
        Assert.True(how switch
        {
            "shown" => await key.ConfirmShown(secret),
            "used" => await key.Check(secret) == ScopeSet.All,
            "a token got with it" => await key.IssueToken(secret) is not null,
            "revoked" => await key.Revoke(),
            _ => throw new ArgumentException(how),
        });
        await cluster.Forget(key);

        Assert.Null(await key.CreateFirst("first key"));
        Assert.Equal(how == "revoked" ? Scopes.None : ScopeSet.All, await key.Check(secret));
    }

    [Fact]
    public async Task A_silo_that_makes_the_first_key_has_a_minute_to_show_it()
    {
        var key = cluster.ApiKey(MemberId.New());
        var first = Read((await key.CreateFirst("first key"))!.Secret.Reveal());
        cluster.Clock.Advance(TimeSpan.FromMinutes(1) - Second);
        Assert.Null(await key.CreateFirst("first key"));
        cluster.Clock.Advance(Second);

        Assert.NotNull(await key.CreateFirst("first key"));
        Assert.False(await key.ConfirmShown(first));
    }

    [Fact]
    public async Task A_use_writes_a_first_key_that_was_shown_no_more()
    {
        var key = cluster.ApiKey(MemberId.New());
        var secret = Read((await key.CreateFirst("first key"))!.Secret.Reveal());
        Assert.True(await key.ConfirmShown(secret));
        using var watch = cluster.Watch(key);

        Assert.Equal(ScopeSet.All, await key.Check(secret));
        Assert.True(await key.ConfirmShown(secret));
        Assert.Empty(watch.Commits);
    }

    [Fact]
    public async Task An_operators_key_adopted_by_every_silo_at_once_is_one_key()
    {
        var secret = Operators();
        using var watch = cluster.Watch(cluster.ApiKey(secret.KeyId));
        await Task.WhenAll(cluster.Everywhere.SelectMany(g => Enumerable.Repeat(g, 10)).Select(
            g => g.GetGrain<IApiKeyGrain>(secret.KeyId).Adopt(secret, "bootstrap")));

        Assert.Single(watch.Commits);
        Assert.Equal(ScopeSet.All, await cluster.ApiKey(secret.KeyId).Check(secret));
    }

    [Fact]
    public async Task Guesses_at_an_operators_key_that_there_is_none_of_are_one_read()
    {
        await cluster.Forget(cluster.ApiKey(ApiKeySecret.OperatorKey));
        using var watch = cluster.Watch(cluster.ApiKey(ApiKeySecret.OperatorKey));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(Scopes.None, await cluster.ApiKey(ApiKeySecret.OperatorKey).Check(Operators()));
        }

        Assert.InRange(watch.Operations.Count, 0, 1);
    }

    private static ApiKeySecret Operators() => Read($"operator-{MemberId.New():N}-{MemberId.New():N}");

    private static ApiKeySecret Read(string text) =>
        ApiKeySecret.TryParse(text, out var secret) ? secret : throw new FormatException("Not a key.");
}
