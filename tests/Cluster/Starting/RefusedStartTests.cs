using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Starting;

/// <summary>A start that cannot be right ends at once, with a sentence for the person who did it, and damages nothing.</summary>
public sealed class RefusedStartTests
{
    private const string Secret = "s3cret-of-the-database";
    private const string Nowhere = "Host=127.0.0.1;Port=1;Database=members;Username=members;Password=" + Secret;

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Silo", "Hosst=db;Password=" + Secret, "Members:Database is no connection string of PostgreSQL" },
        { "Silo", Nowhere, "The database in Members:Database does not answer." },
        { "Gateway", "", "Members:Database must be the connection string of the cluster's PostgreSQL" },
        { "Gateway", "Hosst=db;Password=" + Secret, "Members:Database is no connection string of PostgreSQL" },
        { "Gateway", Nowhere, "The database in Members:Database does not answer." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_database_setting_ends_the_start_with_one_sentence(string program, string setting, string sentence)
    {
        var (code, said) = await Start(program, new Dictionary<string, string> { ["Members__Database"] = setting });

        Assert.Equal(2, code);
        Assert.Contains(sentence, said);
        Assert.DoesNotContain("   at ", said);
        Assert.DoesNotContain(Secret, said);
        Assert.InRange(said.Trim().Split('\n').Length, 1, 2);
    }

    [Fact]
    public async Task A_gateway_on_a_database_that_no_silo_has_used_says_so()
    {
        await using var postgres = await Postgres.Start();
        var (code, said) = await Start("Gateway", new Dictionary<string, string> { ["Members__Database"] = Postgres.ConnectionString(postgres.Address) });

        Assert.Equal(2, code);
        Assert.Contains("has no schema yet: start a silo on it first.", said);
        Assert.Empty(await postgres.Query("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public async Task A_silo_with_settings_that_differ_from_the_running_ones_is_refused_and_they_go_on()
    {
        await using var cluster = await ClusterUnderTest.Start("refused-start", new ClusterOptions { Silos = 1, Gateways = 0 });
        var (code, said) = await Start("Silo", new Dictionary<string, string>
        {
            ["Members__Database"] = Postgres.ConnectionString(cluster.Postgres.Address),
            ["Members__LeaseDuration"] = "00:00:10",
            ["Members__SiloPort"] = Free.Port().ToString(System.Globalization.CultureInfo.InvariantCulture),
        });

        Assert.Equal(2, code);
        Assert.Contains("The silos running on this database have a different Members:LeaseDuration. Give all silos the same settings, or stop the others first.", said);
        Assert.True(await cluster.Silos[0].IsReady());
        Assert.Single(await cluster.Postgres.Query("SELECT 1 FROM MembershipEntry"));
    }

    [Fact]
    public async Task A_password_may_not_wait_longer_than_its_answer_is_waited_for()
    {
        var (code, said) = await Start("Silo", new Dictionary<string, string> { ["Members__Database"] = "Host=127.0.0.1", ["Members__HashPatience"] = "00:00:02.5" });

        Assert.Equal(2, code);
        Assert.Contains("Members:HashPatience must be shorter than 2.5 seconds in a cluster, where a call is given up after 5.", said);
    }

    private static async Task<(int Code, string Said)> Start(string program, IReadOnlyDictionary<string, string> settings)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("members-").FullName;
        var environment = new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Free.Port()}" };
        await using var process = ChildProcess.Start(["dotnet", program == "Silo" ? Program.Silo : Program.Gateway], environment, folder, Path.Combine(folder, "log"));
        await process.Exit();
        var said = process.LastWords();
        System.IO.Directory.Delete(folder, recursive: true);
        return (process.ExitCode, said);
    }
}
