namespace Members.Tests.Testing;

/// <summary>The repository that these tests were built in.</summary>
public static class Repository
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The silo's program, from the same build as the tests.</summary>
    public static string Silo => Program("Silo");

    /// <summary>The gateway's program, from the same build as the tests.</summary>
    public static string Gateway => Program("Gateway");

    /// <summary>The sample of a service that calls grains.</summary>
    public static string OrleansService => Built(Path.Combine("samples", "OrleansService"), "Members.Samples.OrleansService");

    private static string Program(string project) => Built(Path.Combine("src", project), $"Members.{project}");

    private static string Built(string folder, string assembly)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root, folder, "bin", framework.Parent!.Name, framework.Name, $"{assembly}.dll");
    }

    private static string Find(DirectoryInfo directory)
    {
        while (!File.Exists(Path.Combine(directory.FullName, "Members.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The repository's root was not found.");
        }

        return directory.FullName;
    }
}
