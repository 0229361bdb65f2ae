namespace Members.Tests.Bench.Machine;

/// <summary>Where the bench reads and writes.</summary>
internal static class Folders
{
    /// <summary>The results.</summary>
    public static string Results { get; } = Path.Combine(Repository.Root, "data", "bench");

    /// <summary>What bench.sh has built: the product and the peers.</summary>
    public static string Programs { get; } = Path.Combine(Results, "programs");

    /// <summary>Data and logs of this run.</summary>
    public static string Work { get; } = Path.Combine(Results, "work");

    /// <summary>A new directory for this run.</summary>
    public static string New(string name) =>
        Directory.CreateDirectory(Path.Combine(Work, $"{name}-{Guid.NewGuid().ToString("N")[..6]}")).FullName;

    /// <summary>The file of a program that bench.sh has built.</summary>
    public static string Program(string folder, string assembly) => Path.Combine(Programs, folder, $"{assembly}.dll");
}
