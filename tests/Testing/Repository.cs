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

    private static string Program(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root, "src", project, "bin", framework.Parent!.Name, framework.Name, $"Members.{project}.dll");
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
