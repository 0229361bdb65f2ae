namespace Members.Tests.Cluster.Hosting;

/// <summary>A build of the product.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Silo">The silo's program.</param>
/// <param name="Gateway">The gateway's program.</param>
internal sealed record ProductVersion(string Name, string Silo, string Gateway)
{
    private const string Variable = "MEMBERS_PREVIOUS";

    /// <summary>The build that these tests belong to.</summary>
    public static ProductVersion Current { get; } = new("this version", Repository.Silo, Repository.Gateway);

    /// <summary>The revision that landed last, if <c>scripts/previous.sh</c> has built it; null otherwise.</summary>
    public static ProductVersion? Previous { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
        ? new("the version before", Program(folder, "Silo"), Program(folder, "Gateway"))
        : null;

    private static string Program(string folder, string project) =>
        Path.Combine(folder, "src", project, "bin", "Release", new DirectoryInfo(AppContext.BaseDirectory).Name, $"Members.{project}.dll");
}
