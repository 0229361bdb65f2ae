namespace Members.Tests.Cluster.Load;

/// <summary>What a client of the product does in one go.</summary>
internal delegate Task Scene(Stage stage);

/// <summary>All scenes, by how often they are played.</summary>
internal static class Scenes
{
    private static readonly (int Weight, Scene Scene)[] Mix =
    [
        (10, Registering.Play),
        (14, LoggingIn.Play),
        (40, Checking.Live),
        (14, Checking.Dead),
        (5, Blocking.Block),
        (4, Blocking.Unblock),
        (3, Approving.Play),
        (6, Moving.Alone),
        (4, Moving.Swap),
        (5, SettingPassword.Play),
        (4, LoggingOut.Play),
    ];

    private static readonly int Total = Mix.Sum(m => m.Weight);

    /// <summary>The next scene.</summary>
    public static Scene Choose(Random random)
    {
        var left = random.Next(Total);
        foreach (var (weight, scene) in Mix)
        {
            if ((left -= weight) < 0)
            {
                return scene;
            }
        }

        return Mix[0].Scene;
    }
}
