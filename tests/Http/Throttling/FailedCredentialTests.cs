using System.Net;
using Members.Grains.Tokens;
using Members.Secrets;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Throttling;

/// <summary>A server that counts the calls that its grains get, and on which a network may try five bad credentials a minute.</summary>
public sealed class FiveFailuresServer : SharedServer
{
    internal GrainCallCount Calls { get; } = new();

    private protected override Task<MembersServer> Start() => MembersServer.Start(
        [("Members:FailedCredentialsPerMinute", "5")],
        configure: builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(Calls));
}

/// <summary>Credentials that somebody made up cost no more than a network's share of grain calls, and later none at all.</summary>
public sealed class FailedCredentialTests(FiveFailuresServer shared) : IClassFixture<FiveFailuresServer>
{
    private static int _networks;
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Made_up_credentials_count_against_their_network_and_good_ones_go_on()
    {
        var session = $"Bearer {await _server.OpenSession(await _server.Register())}";
        var (here, elsewhere) = (From(), From());
        for (var i = 0; i < 5; i++)
        {
            (await here.As($"Bearer {MadeUp(TokenPurpose.Session)}").Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        }

        var before = shared.Calls.Count;
        foreach (var other in Credentials())
        {
            (await here.As(other).Get($"{Auth}/me")).Is(Fault.TooManyRequests);
        }

        Assert.Equal(before, shared.Calls.Count);
        (await here.As(session).Get($"{Auth}/me")).Done();
        (await here.As($"Bearer {MembersServer.BootstrapKey}").Get("/v1/members")).Done();
        (await elsewhere.As($"Bearer {MadeUp(TokenPurpose.Session)}").Get($"{Auth}/me")).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task Guesses_at_the_operators_key_count_too()
    {
        (await _server.Operator.Get("/v1/members")).Done();
        var here = From();
        for (var i = 0; i < 5; i++)
        {
            (await here.As(GuessedKey()).Get("/v1/members")).Is(Fault.Unauthenticated);
        }

        (await here.As(GuessedKey()).Get("/v1/members")).Is(Fault.TooManyRequests);
        (await here.As(MembersServer.BootstrapKey).Get("/v1/members")).Done();
    }

    [Fact]
    public async Task Sessions_that_have_ended_do_not_count_because_a_sites_server_passes_them_on()
    {
        var person = await _server.Register();
        var session = $"Bearer {await _server.OpenSession(person)}";
        var here = From();
        (await here.As(session).Post($"{Auth}/logout", new { })).Done();
        for (var i = 0; i < 10; i++)
        {
            (await here.As(session).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        }
    }

    [Fact]
    public async Task Once_every_good_token_has_a_tag_made_up_ones_reach_no_grain_whatever_they_are_for()
    {
        var calls = new GrainCallCount();
        await using var server = await MembersServer.Start(
            configure: builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(calls));
        server.Clock.Advance(TimeSpan.FromDays(31));
        var session = $"Bearer {await server.OpenSession(await server.Register())}";
        (await server.Visitor.As(session).Get($"{Auth}/me")).Done();
        await Eventually.Holds(async () => await Costs(MadeUp(TokenPurpose.Session)) == 0, "the gateway knows the key");

        foreach (var purpose in new[] { TokenPurpose.Session, TokenPurpose.AccessToken, TokenPurpose.KeyAccess })
        {
            Assert.Equal(0, await Costs(MadeUp(purpose)));
        }

        var before = calls.Count;
        (await server.Visitor.Post($"{Auth}/apply-session-token", new { token = MadeUp(TokenPurpose.SessionTicket) }))
            .Is(Fault.TokenInvalid);
        (await server.SetPassword(MadeUp(TokenPurpose.SetPassword), MembersServer.GoodPassword)).Is(Fault.TokenInvalid);
        (await server.Operator.Post($"{Auth}/approve", new { token = MadeUp(TokenPurpose.Approval) })).Is(Fault.TokenInvalid);
        Assert.Equal(before + 1, calls.Count); // the check of the operator's key
        (await server.Visitor.As(session).Get($"{Auth}/me")).Done();

        async Task<int> Costs(string token)
        {
            var start = calls.Count;
            (await server.Visitor.As($"Bearer {token}").Get($"{Auth}/me")).Is(Fault.Unauthenticated);
            return calls.Count - start;
        }
    }

    [Fact]
    public async Task Tokens_of_an_older_version_without_a_tag_are_good_until_they_expire()
    {
        await using var server = await MembersServer.Start([("Members:SessionLifetime", "60.00:00:00")]);
        var mint = server.App.Services.GetRequiredService<TokenMint>();
        var tags = mint.Tags;
        mint.Tags = new TokenTags(TokenTagKey.Of(new byte[TokenTagKey.Size]), DateTimeOffset.MaxValue);
        var session = $"Bearer {await server.OpenSession(await server.Register())}";
        mint.Tags = tags;

        (await server.Visitor.As(session).Get($"{Auth}/me")).Done();
        server.Clock.Advance(TimeSpan.FromDays(59));
        (await server.Visitor.As(session).Get($"{Auth}/me")).Done();
    }

    private static string MadeUp(TokenPurpose purpose) =>
        OpaqueToken.Create(purpose, Guid.NewGuid(), Guid.NewGuid(), new byte[32]).Reveal();

    private static string GuessedKey() => $"a-guess-{Guid.NewGuid():N}-{Guid.NewGuid():N}";

    private static IEnumerable<string> Credentials() =>
    [
        $"Bearer {MadeUp(TokenPurpose.Session)}",
        $"Bearer {MadeUp(TokenPurpose.AccessToken)}",
        MadeUp(TokenPurpose.ApiKey),
        MadeUp(TokenPurpose.KeyAccess),
        GuessedKey(),
        $"{MadeUp(TokenPurpose.Visitor)},{GuessedKey()}",
    ];

    private Api From() => _server.VisitorFrom(IPAddress.Parse($"127.0.9.{Interlocked.Increment(ref _networks)}"));
}

/// <summary>Counts the calls that grains get from gateways.</summary>
internal sealed class GrainCallCount : IIncomingGrainCallFilter
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceName.Contains("Members.", StringComparison.Ordinal) && context.Grain is not TokenTagsGrain)
        {
            Interlocked.Increment(ref _count);
        }

        return context.Invoke();
    }
}
