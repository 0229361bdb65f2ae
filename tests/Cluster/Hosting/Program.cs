using System.Reflection;

namespace Members.Tests.Cluster.Hosting;

/// <summary>Where the built programs of the product are.</summary>
internal static class Program
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } =
        typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!;

    public static string Silo => Path("Silo");

    public static string Gateway => Path("Gateway");

    // Built as these tests were.
    private static string Path(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return System.IO.Path.Combine(Repository, "src", project, "bin", framework.Parent!.Name, framework.Name, $"Members.{project}.dll");
    }
}
