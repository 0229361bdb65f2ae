using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Members.Tests.EndToEnd;

/// <summary>A backup of a service under load, as an operator makes, checks and restores it.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private const string Password = "goat on every roof";
    private static readonly Dictionary<string, string> Settings = new() { ["Members__BootstrapApiKey"] = TestSettings.ApiKey };

    private readonly TemporaryDirectory _directory = new(), _other = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Members_of_before_a_backup_log_in_where_it_is_restored_and_no_session_of_before_is_good()
    {
        var file = Path.Combine(_directory.Path, "members.backup");
        var registered = new ConcurrentQueue<string>();
        string[] before;
        string session;
        await using (var product = await MembersProcess.Start(_directory.Path, Settings))
        {
            using var site = new Site(product.Url, TestSettings.ApiKey);
            using var enough = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 4).Select(w => Register(site, w, registered, enough.Token)).ToArray();
            await Eventually.Holds(() => Task.FromResult(registered.Count > 40), () => product.Output, TimeSpan.FromMinutes(1));
            session = await site.OpenSession(registered.First(), Password);
            Assert.Equal(HttpStatusCode.OK, await Check(site, session));

            before = [.. registered];
            Assert.Contains("records are in", await Run(_directory, 0, "backup", file), StringComparison.Ordinal);
            Assert.True(registered.Count > before.Length, "Nobody registered while the backup was made.");
            await product.Kill();
            await enough.CancelAsync();
            await Task.WhenAll(writers);
        }

        Assert.Contains("--force", await Run(_directory, 64, "backup", file), StringComparison.Ordinal);
        Assert.Contains("All is well.", await Run(_directory, 0, "verify", file), StringComparison.Ordinal);
        Assert.Contains("All is well.", await Run(_directory, 0, "verify"), StringComparison.Ordinal);
        Assert.Contains("a restore replaces nothing", await Run(_directory, 2, "restore", file), StringComparison.Ordinal);

        var report = JsonDocument.Parse(await Run(_other, 0, "restore", file, "--json")).RootElement;
        Assert.InRange(report.GetProperty("members").GetInt32(), before.Length, registered.Count + 4);
        Assert.Equal(1, report.GetProperty("sessionsEnded").GetInt32());
        await using var restored = await MembersProcess.Start(_other.Path, Settings);
        using var again = new Site(restored.Url, TestSettings.ApiKey);
        Assert.NotEqual(HttpStatusCode.OK, await Check(again, session));
        foreach (var email in before)
        {
            Assert.True(await again.CanLogIn(email, Password), email);
            Assert.Equal(HttpStatusCode.Conflict, (await again.Register(email, Password))!.Value.Status);
        }
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_said_and_that_of_an_older_version_is_not_called_well()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "data", "members.db")}"))
        {
            System.IO.Directory.CreateDirectory(Path.Combine(_directory.Path, "data"));
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A file of the tests.
            command.CommandText = await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, "tests", "Storage", "Dumps", "sqlite-0003.sql"));
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        var old = await Run(_directory, 0, "verify");
        Assert.Contains("only counted", old, StringComparison.Ordinal);
        Assert.DoesNotContain("All is well", old, StringComparison.Ordinal);
        var file = Path.Combine(_directory.Path, "members.backup");
        Assert.Contains("only counted", await Run(_directory, 0, "backup", file), StringComparison.Ordinal);
        Assert.Contains("All is well.", await Run(_directory, 0, "verify", file), StringComparison.Ordinal);

        var nowhere = new Dictionary<string, string> { ["TMPDIR"] = Path.Combine(_directory.Path, "nowhere") };
        var full = await Run(_directory, 2, nowhere, "verify", file);
        Assert.Matches("^The backup cannot be unpacked into the folder for temporary files [^\\n]*\\n$", full);
        Assert.Matches("^\\S+ is a folder and no backup\\. Name the file\\.\\n$", await Run(_directory, 2, "verify", _other.Path));
    }

    private static async Task Register(Site site, int writer, ConcurrentQueue<string> registered, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var email = $"w{writer}-{i}@example.com";
            if (await site.Register(email, Password) is { Status: HttpStatusCode.OK })
            {
                registered.Enqueue(email);
            }
        }
    }

    private static async Task<HttpStatusCode> Check(Site site, string session) =>
        (await site.Call(HttpMethod.Get, "/v1/authentication/me", bearer: session))!.Value.Status;

    private static Task<string> Run(TemporaryDirectory directory, int exitCode, params string[] args) =>
        Run(directory, exitCode, new Dictionary<string, string>(), args);

    private static async Task<string> Run(
        TemporaryDirectory directory, int exitCode, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var log = Path.TrimEndingDirectorySeparator(directory.Path) + $".{Guid.NewGuid():N}.log";
        await using var process = ChildProcess.Start(
            ["dotnet", Repository.Silo, .. args], environment, directory.Path, log);
        var code = await process.WaitForExit();
        var output = process.Output;
        File.Delete(log);
        Assert.True(exitCode == code, $"{string.Join(' ', args)}: {code}. {output}");
        return output;
    }
}
