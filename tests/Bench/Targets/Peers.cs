using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Targets;

/// <summary>Members and the services that it is compared with, each running and with members, beside the bare endpoint.</summary>
internal sealed class Peers : IAsyncDisposable
{
    /// <summary>How many members each has.</summary>
    public const int Count = 64;
    private const int Sessions = 16;

    /// <summary>The limit of checks.</summary>
    public required Server Bare { get; init; }

    public required MembersTarget Members { get; init; }

    public required IdentityTarget Identity { get; init; }

    public required BetterAuthTarget BetterAuth { get; init; }

    /// <summary>The session checks of each, by its name; "bare" is the limit and "stateless" Identity without its database.</summary>
    public required IReadOnlyDictionary<string, LoadPlan> Checks { get; init; }

    public IReadOnlyList<Target> All => [Members, Identity, BetterAuth];

    /// <summary>Starts them.</summary>
    /// <param name="database">Of those who need PostgreSQL.</param>
    /// <param name="cost">The cost of bcrypt.</param>
    public static async Task<Peers> Start(Database database, int cost)
    {
        var proxy = new Dictionary<string, string> { ["Members__TrustedProxies__0"] = "127.0.0.1" };
        var starting = MembersTarget.Start("Members", cost, proxy);
        var startingIdentity = IdentityTarget.Start(cost, database.ConnectionString(await database.New("identity")));
        var betterAuth = await BetterAuthTarget.Start(cost, database.Url(await database.New("better_auth")));
        var (members, identity) = (await starting, await startingIdentity);
        var checks = new Dictionary<string, LoadPlan>();
        foreach (var target in (Target[])[members, identity, betterAuth])
        {
            await target.Populate(Count);
            checks[target.Name] = await target.CheckSessions(Sessions);
        }

        var stateless = await Task.WhenAll(Enumerable.Range(1, Sessions).Select(n => identity.OpenSession(n, isRevocable: false)));
        checks["stateless"] = identity.Plan(stateless);
        var bare = await BareEndpoint.Start(members.Url, checks[members.Name].Requests[0]);
        checks["bare"] = checks[members.Name] with { Port = bare.Port };
        return new Peers { Bare = bare, Members = members, Identity = identity, BetterAuth = betterAuth, Checks = checks };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in (IAsyncDisposable[])[Bare, .. All])
        {
            await running.DisposeAsync();
        }
    }
}
