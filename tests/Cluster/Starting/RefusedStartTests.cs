using System.Globalization;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Starting;

/// <summary>A start that cannot be right ends at once, with a sentence for the person who made it, and damages nothing.</summary>
[Collection(SharedClusterUsers.Name)]
public sealed class RefusedStartTests(SharedCluster shared)
{
    private const string Database = "Members__Database";
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
        var said = await StartInVain(program, (Database, setting));

        Assert.Contains(sentence, said);
        Assert.DoesNotContain("   at ", said);
        Assert.DoesNotContain(Secret, said);
        Assert.InRange(said.Trim().Split('\n').Length, 1, 2);
    }

    [Theory]
    [InlineData("Silo", "Members__TrustedProxys__0", "Members:TrustedProxys:0 is not a setting of Members.")]
    [InlineData("Gateway", "Members__TrustedProxys__0", "Members:TrustedProxys:0 is not a setting of Members.")]
    [InlineData("Gateway", "Members__DrainDealy", "Did you mean Members:DrainDelay?")]
    [InlineData("Silo", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT must be the URL")]
    [InlineData("Gateway", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT must be the URL")]
    [InlineData("Gateway", "Members__BcryptCost", "A gateway takes Members:Database, Members:Elevate, ")]
    public async Task A_setting_that_does_nothing_ends_the_start_with_a_sentence(string program, string setting, string sentence)
    {
        var said = await StartInVain(program, (Database, Nowhere), (setting, "5"));

        Assert.Contains(sentence, said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task A_gateway_on_a_database_that_no_silo_has_used_says_so()
    {
        var postgres = (await shared.Whole()).Postgres;
        await postgres.Query("CREATE DATABASE unused");
        var said = await StartInVain("Gateway", (Database, PostgresServer.ConnectionString(postgres.Address, "unused")));

        Assert.Contains("has no schema yet: start a silo on it first.", said);
        await using var unused = Npgsql.NpgsqlDataSource.Create(PostgresServer.ConnectionString(postgres.Address, "unused"));
        await using var tables = unused.CreateCommand("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace");
        Assert.Equal(0L, await tables.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_silo_with_settings_that_differ_from_the_running_ones_is_refused_and_they_go_on()
    {
        var cluster = await shared.Whole();
        var before = await Silos(cluster);
        var said = await StartInVain(
            "Silo",
            (Database, PostgresServer.ConnectionString(cluster.Postgres.Address)),
            ("Members__LeaseDuration", "00:00:01.5"),
            ("Members__SiloPort", FreePort.Next().ToString(CultureInfo.InvariantCulture)));

        Assert.Contains("The silos running on this database have a different Members:LeaseDuration.", said);
        Assert.Contains("Give all silos the same settings, or stop the others first.", said);
        Assert.All(await Task.WhenAll(cluster.Silos.Select(s => s.IsReady())), Assert.True);
        Assert.Equal(before, await Silos(cluster));
    }

    [Fact]
    public async Task A_password_may_not_wait_longer_than_its_answer_is_waited_for()
    {
        var said = await StartInVain("Silo", (Database, "Host=127.0.0.1"), ("Members__HashPatience", "00:00:02.5"));
        Assert.Contains("Members:HashPatience must be shorter than 2.5 seconds in a cluster, where a call is given up after 5.", said);
    }

    private static async Task<long> Silos(ClusterUnderTest cluster) =>
        (long)(await cluster.Postgres.Query("SELECT count(*) FROM MembershipEntry"))[0][0]!;

    private static async Task<string> StartInVain(string program, params (string Name, string Value)[] settings)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("members-").FullName;
        var url = ("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort.Next()}");
        var environment = settings.Append(url).ToDictionary(s => s.Item1, s => s.Item2);
        string[] command = ["dotnet", program == "Silo" ? Repository.Silo : Repository.Gateway];
        await using var process = ChildProcess.Start(command, environment, folder, Path.Combine(folder, "log"));
        await process.WaitForExit();
        var said = process.Output;
        System.IO.Directory.Delete(folder, recursive: true);
        Assert.Equal(2, process.ExitCode);
        return said;
    }
}
