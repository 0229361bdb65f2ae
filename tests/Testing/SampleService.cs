namespace Members.Tests.Testing;

/// <summary>The sample of a service that calls grains, run to its end as a process of its own.</summary>
public static class SampleService
{
    /// <summary>What it says the first time.</summary>
    public const string First = "register: ok\nlogin: ok\nsession: dora@example.com\nsession after the block: False\n";

    /// <summary>Runs it.</summary>
    /// <param name="variable">Where the cluster is: <c>PORT</c> or <c>DATABASE</c>.</param>
    /// <param name="value">The port of a silo, or a connection string.</param>
    /// <returns>What it has said.</returns>
    public static async Task<string> Run(string variable, string value)
    {
        var log = Path.GetTempFileName();
        try
        {
            var environment = new Dictionary<string, string> { [variable] = value };
            await using var process = ChildProcess.Start(["dotnet", Repository.OrleansService], environment, "/", log);
            await process.WaitForExit();
            return process.Output;
        }
        finally
        {
            File.Delete(log);
        }
    }
}
