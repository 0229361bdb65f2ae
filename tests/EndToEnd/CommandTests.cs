using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Members.Tests.EndToEnd;

/// <summary>The commands of the program, as an operator runs them.</summary>
public sealed partial class CommandTests : IDisposable
{
    private const string Hash = "$2b$10$abcdefghijklmnopqrstuu.yNsWXu.37kV7wparbbWWflf7cEWexG";

    private readonly TemporaryDirectory _directory = new(), _other = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task An_import_that_is_killed_goes_on_without_doubles_and_its_export_makes_the_same_members_elsewhere()
    {
        const int count = 3000;
        WriteMembers("members.csv", count);
        await using (var first = Launch(_directory, "import", "members.csv", "--yes"))
        {
            await Eventually.Holds(() => Task.FromResult(CountMembers() > 300), () => first.Output, TimeSpan.FromMinutes(2));
            await first.Kill();
        }

        Assert.InRange(CountMembers(), 300, count - 1);
        var again = await Run(_directory, 0, "import", "members.csv", "--yes");
        Assert.Matches(GoesOn, again);
        Assert.Contains($"{count} imported, 0 refused, 0 passed over.", again, StringComparison.Ordinal);
        Assert.Equal(count, CountMembers());
        Assert.Equal(count + 1, File.ReadLines(Path.Combine(_directory.Path, "members.csv.report.csv")).Count());

        var file = Path.Combine(_directory.Path, "all.jsonl");
        await Run(_directory, 0, "export", file);
        Assert.Equal(count + 1, File.ReadLines(file).Count());
        await Run(_other, 0, "import", file, "--yes");
        await Run(_other, 0, "export", "again.jsonl");
        Assert.Equal(await File.ReadAllTextAsync(file), await File.ReadAllTextAsync(Path.Combine(_other.Path, "again.jsonl")));

        var refused = await Run(_other, 64, "export", "again.jsonl");
        Assert.Contains("--force", refused, StringComparison.Ordinal);
        var runs = JsonDocument.Parse(await Run(_other, 0, "runs", "--json")).RootElement.GetProperty("imports");
        var undone = await Run(_other, 0, "undo", runs[0].GetProperty("id").GetString()!, "--yes");
        Assert.Contains($"Members removed: {count}, kept: 0.", undone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_Members_serves_the_commands_go_through_its_API_and_need_a_key()
    {
        WriteMembers("members.csv", 3);
        var settings = new Dictionary<string, string> { ["Members__BootstrapApiKey"] = TestSettings.ApiKey };
        await using var product = await MembersProcess.Start(_directory.Path, settings);

        // Not by its own settings: another Members may listen there.
        var environment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:9" };
        Assert.Contains("MEMBERS_KEY", await Run(_directory, 64, environment, "runs"), StringComparison.Ordinal);

        environment["MEMBERS_KEY"] = TestSettings.ApiKey;
        Assert.Contains("3 imported", await Run(_directory, 0, environment, "import", "members.csv", "--yes"), StringComparison.Ordinal);
        var key = (await Run(_directory, 0, environment, "key", "--name", "another")).Trim();
        await Run(_directory, 0, environment, "owner", "m1@example.com");
        using var site = new Site(product.Url, key);
        var staff = (await site.Call(HttpMethod.Get, "/v1/staff"))!.Value.Body.GetProperty("staff");
        Assert.Equal("m1@example.com", Assert.Single(staff.EnumerateArray()).GetProperty("email").GetString());
        Assert.True(await site.CanLogIn("m2@example.com", "goat on every roof"));

        environment["MEMBERS_KEY"] = "mak_wrong";
        Assert.Contains("refuses (HTTP 401)", await Run(_other, 1, environment, "runs", "--url", product.Url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_a_sentence_and_an_exit_code_and_stores_nothing()
    {
        await File.WriteAllBytesAsync(Path.Combine(_directory.Path, "members.zip.csv"), [(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0]);
        Assert.Contains("ZIP", await Run(_directory, 2, "import", "members.zip.csv", "--yes"), StringComparison.Ordinal);
        Assert.Contains("There is no file", await Run(_directory, 64, "import", "nothing.csv"), StringComparison.Ordinal);
        var other = await Run(_directory, 64, "import", "members.zip.csv", "--source", "nonsense");
        Assert.Contains("There is no source", other, StringComparison.Ordinal);
        await Run(_directory, 64, "nonsense");
        Assert.False(Directory.Exists(Path.Combine(_directory.Path, "data")));

        WriteMembers("members.csv", 2);
        await File.AppendAllTextAsync(Path.Combine(_directory.Path, "members.csv"), "no address,X,ACTIVE,2024-03-01T10:00:00Z,\n");
        Assert.Contains("Nothing was stored.", await Run(_directory, 2, "import", "members.csv", "--dry-run"), StringComparison.Ordinal);
        Assert.Contains("say --yes", await Run(_directory, 64, "import", "members.csv"), StringComparison.Ordinal);
        Assert.Equal(0, CountMembers());
    }

    [GeneratedRegex("The import of this file was interrupted. It goes on after [1-9][0-9]* rows.")]
    private static partial Regex GoesOn { get; }

    private static ChildProcess Launch(TemporaryDirectory directory, params string[] args) => ChildProcess.Start(
        ["dotnet", Repository.Silo, .. args],
        new Dictionary<string, string> { ["Members__BcryptCost"] = "4" },
        directory.Path,
        Path.TrimEndingDirectorySeparator(directory.Path) + $".{Guid.NewGuid():N}.log");

    private static Task<string> Run(TemporaryDirectory directory, int exitCode, params string[] args) =>
        Run(directory, exitCode, new Dictionary<string, string>(), args);

    private static async Task<string> Run(
        TemporaryDirectory directory, int exitCode, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var all = new Dictionary<string, string>(environment) { ["Members__BcryptCost"] = "4" };
        var log = Path.TrimEndingDirectorySeparator(directory.Path) + $".{Guid.NewGuid():N}.log";
        await using var process = ChildProcess.Start(["dotnet", Repository.Silo, .. args], all, directory.Path, log);
        var code = await process.WaitForExit();
        var output = process.Output;
        File.Delete(log);
        Assert.True(exitCode == code, $"{string.Join(' ', args)}: {code}. {output}");
        return output;
    }

    private void WriteMembers(string name, int count) => File.WriteAllLines(
        Path.Combine(_directory.Path, name),
        Enumerable.Range(1, count)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"m{n}@example.com,First {n},ACTIVE,2024-03-01T10:00:00Z,{Hash}"))
            .Prepend("email,firstName,status,createdAt,password"));

    private int CountMembers()
    {
        var path = Path.Combine(_directory.Path, "data", "members.db");
        if (!File.Exists(path))
        {
            return 0;
        }

        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'MemberEntry'";
        if (Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0)
        {
            return 0;
        }

        command.CommandText = "SELECT count(*) FROM MemberEntry";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
