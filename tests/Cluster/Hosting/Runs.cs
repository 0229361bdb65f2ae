namespace Members.Tests.Cluster.Hosting;

/// <summary>Where a run leaves what a person may want to look at: tables, logs and histories.</summary>
internal static class Runs
{
    /// <summary>Of all runs since the build.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "runs");

    /// <summary>A fresh folder for one run; what the last run of that name left is gone.</summary>
    public static string Folder(string name)
    {
        var folder = Path.Combine(Root, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        return folder;
    }
}
