using System.Globalization;
using Members.Gateway;
using Members.Gateway.Access;
using Members.Grains.Passwords;
using Members.Tests.Http.Errors;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.OAuth.Flows;

namespace Members.Tests.Http.Throttling;

/// <summary>Whoever was told to wait, and asks again at once, is answered later.</summary>
public sealed class HeldRefusalTests
{
    private const string Calls = "calls of a network", Tries = "tries at a password", BadCredentials = "credentials that are not good",
        LoginPage = "the login page", FullQueue = "passwords that wait to be hashed";

    private const string Wrong = "not-the-password-77";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(TestSettings.Start);
    private readonly HeldRefusals _held;

    public HeldRefusalTests() => _held = new(Options.Create(new MembersGatewayOptions()), _clock);

    [Fact]
    public async Task An_answer_is_held_until_its_time_is_over()
    {
        var answer = Hold("one");
        _clock.Advance(Second / 2);
        Assert.False(answer.IsCompleted);
        _clock.Advance(Second / 2);
        await answer.WaitAsync(Patience);
        Assert.Equal(0, _held.Count);
    }

    [Fact]
    public async Task Whoever_goes_away_gives_the_place_back()
    {
        using var gone = new CancellationTokenSource();
        var answer = _held.Hold("one", Second, gone.Token);
        Assert.Equal(1, _held.Count);
        await gone.CancelAsync();
        await answer.WaitAsync(Patience);
        Assert.Equal(0, _held.Count);
    }

    [Fact]
    public async Task When_all_places_are_taken_the_network_with_the_most_is_answered_early_and_nobody_else()
    {
        var others = Enumerable.Range(0, 100).Select(i => Hold($"other {i}")).ToList();
        var flood = Enumerable.Range(0, HeldRefusals.Capacity - others.Count).Select(_ => Hold("flood")).ToList();
        var newcomer = Hold("newcomer");
        await flood[0].WaitAsync(Patience);
        flood.Add(Hold("flood"));
        await flood[1].WaitAsync(Patience);
        Assert.Equal(HeldRefusals.Capacity, _held.Count);
        Assert.False(newcomer.IsCompleted);
        Assert.All(others.Concat(flood.Skip(2)), h => Assert.False(h.IsCompleted));
        _clock.Advance(Second);
        await Task.WhenAll([newcomer, .. others, .. flood]).WaitAsync(Patience);
        Assert.Equal(0, _held.Count);
    }

    [Theory]
    [InlineData(Calls, 58)]
    [InlineData(Tries, 1)]
    [InlineData(BadCredentials, 58)]
    [InlineData(LoginPage, 58)]
    [InlineData(FullQueue, 1)]
    public async Task Every_kind_of_refusal_is_held_and_says_how_much_of_its_wait_is_left(string kind, int longest)
    {
        var calls = kind is Calls or LoginPage ? "1" : "1000";
        await using var server = await MembersServer.Start(
            [
                ("Members:RefusalHold", "00:00:02"), ("Members:Elevate:0", "login"), ("Members:LoginAttempts", "1"),
                ("Members:FailedCredentialsPerMinute", "1"), ("Members:VisitorRequestsPerMinute", calls),
            ],
            configure: kind == FullQueue ? FillQueue : null);
        var ask = await Asking(server, kind);
        var held = server.App.Services.GetRequiredService<HeldRefusals>();
        if (kind != FullQueue)
        {
            await ask();
        }

        var refused = ask();
        await Eventually.Holds(() => Task.FromResult(held.Count == 1), "an answer that is held");
        Assert.False(refused.IsCompleted);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var reply = await refused.WaitAsync(Patience);
        Assert.True(reply.Status is 429 or 503, reply.ToString());
        Assert.InRange(int.Parse(reply.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, longest);
    }

    private static async Task<Func<Task<Reply>>> Asking(MembersServer server, string kind)
    {
        if (kind == LoginPage)
        {
            var page = await server.Open(Request(await server.NewClient(), Pkce().Challenge));
            return () => server.Submit(page, "a@example.com", Wrong);
        }

        return kind == BadCredentials
            ? () => server.Visitor.As(new string('k', 40)).Get("/v1/members")
            : () => server.Visitor.Post($"{Auth}/login", new { email = "a@example.com", password = Wrong });
    }

    private static void FillQueue(WebApplicationBuilder builder) => builder.Services.AddSingleton<IPasswordHashing>(
        services => new BusyServer.FullQueue(ActivatorUtilities.CreateInstance<HashPool>(services, TimeProvider.System)) { IsFull = true });

    private Task Hold(string network) => _held.Hold(network, Second, CancellationToken.None);
}
