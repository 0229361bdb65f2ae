namespace Members.Tests.Cluster.Load;

/// <summary>A few requests that belong together.</summary>
internal delegate Task Scenario(LoadContext context);

/// <summary>All scenarios, by how often they are run.</summary>
internal static class Scenarios
{
    private static readonly (int Weight, Scenario Scenario)[] Mix =
    [
        (10, Registering.Play),
        (14, LoggingIn.Play),
        (40, Checking.Live),
        (14, Checking.Dead),
        (5, Blocking.Block),
        (4, Blocking.Unblock),
        (3, Approving.Play),
        (10, Applying.Play),
        (8, Deciding.Play),
        (2, Deciding.Reconsider),
        (3, Knocking.Play),
        (2, Withdrawing.Play),
        (6, Moving.Alone),
        (4, Moving.Swap),
        (5, SettingPassword.Play),
        (4, LoggingOut.Play),
    ];

    private static readonly int Total = Mix.Sum(m => m.Weight);

    public static Scenario Choose(Random random)
    {
        var left = random.Next(Total);
        foreach (var (weight, scenario) in Mix)
        {
            if ((left -= weight) < 0)
            {
                return scenario;
            }
        }

        return Mix[0].Scenario;
    }
}
