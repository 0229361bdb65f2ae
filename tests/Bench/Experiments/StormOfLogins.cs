using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>A storm at one service: who checks sessions, beside 64 who log in and ask again at once when they are refused.</summary>
internal static class StormOfLogins
{
    /// <summary>Checks with nothing beside them, checks in the storm, logins with nothing beside them, and logins in the storm.</summary>
    public const string IdleP99 = "idle p99", StormP99 = "storm p99", Checks = "checks", Calm = "calm logins", Logins = "logins";
    private const int Stormers = 64, Checkers = 2, CalmClients = 8;

    /// <summary>Measures it at a service.</summary>
    /// <param name="stage">Says how long.</param>
    /// <param name="checks">Checks sessions.</param>
    /// <param name="logins">Logs in.</param>
    public static async Task<IReadOnlyDictionary<string, double>> Measure(Stage stage, LoadPlan checks, LoadPlan logins)
    {
        var idle = await LoadProcess.Run(checks with { Clients = Checkers, Seconds = stage.Seconds, WarmUp = stage.WarmUp });
        var calm = await Make(stage, logins with { Clients = CalmClients });
        var storm = Make(stage, logins with { Clients = Stormers });
        var (checking, stormed) = (await Make(stage, checks with { Clients = Checkers }), await storm);
        return Figures(idle, checking, calm.PerSecond, stormed.PerSecond);
    }

    /// <summary>Measures the limit: the bare endpoint beside a loop that hashes at the lowest priority.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> MeasureLimit(Stage stage, Peers peers)
    {
        var bare = peers.Checks["bare"] with { Clients = Checkers };
        var idle = await LoadProcess.Run(bare with { Seconds = stage.Seconds, WarmUp = stage.WarmUp });
        var calm = await HashLoop.Measure(10, stage.SlowSeconds);
        var hashes = HashLoop.Measure(10, stage.SlowSeconds + stage.WarmUp, nice: 19);
        var (checking, hashed) = (await Make(stage, bare), await hashes);
        return Figures(idle, checking, calm, hashed);
    }

    private static Task<LoadResult> Make(Stage stage, LoadPlan plan) =>
        LoadProcess.Run(plan with { Seconds = stage.SlowSeconds, WarmUp = stage.WarmUp });

    // Where no check was answered in the storm, its p99 is longer than the storm.
    private static Dictionary<string, double> Figures(LoadResult idle, LoadResult storm, double calmLogins, double logins) => new()
    {
        [IdleP99] = idle.Milliseconds("99"),
        [StormP99] = storm.Good == 0 ? storm.Seconds * 1000 : storm.Milliseconds("99"),
        [Checks] = storm.PerSecond,
        [Calm] = calmLogins,
        [Logins] = logins,
    };
}
