using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace Members.Tests.EndToEnd;

/// <summary>A command is ended with Ctrl-C.</summary>
public sealed class InterruptedCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public void Dispose()
    {
        _silent.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("Stopped. What was done is done; the same command goes on from there.", "undo", "5d7ffc4f-4bd2-4a5c-9a38-1e06a6e1a0c1")]
    [InlineData("Stopped before it was done.", "invite", "5d7ffc4f-4bd2-4a5c-9a38-1e06a6e1a0c1")]
    public async Task It_says_that_it_goes_on_only_if_it_does(string says, params string[] command)
    {
        _silent.Start();
        var environment = new Dictionary<string, string> { ["MEMBERS_KEY"] = TestSettings.ApiKey };
        string[] url = ["--url", $"http://{_silent.LocalEndpoint}"];
        var log = Path.Combine(_directory.Path, "log");
        await using var process = ChildProcess.Start(["dotnet", Repository.Silo, .. command, .. url], environment, _directory.Path, log);
        using var called = await _silent.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await process.Send(Signal.Interrupt);
        Assert.Equal(1, await process.WaitForExit());
        Assert.Equal(says + "\n", process.Output);
    }

    [Fact]
    public async Task A_backup_leaves_nothing_of_the_members_behind()
    {
        var data = System.IO.Directory.CreateDirectory(Path.Combine(_directory.Path, "data")).FullName;
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, "members.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();

            // So much that the copy takes a while.
            command.CommandText =
                "PRAGMA synchronous = OFF; CREATE TABLE Filler (Bytes BLOB); INSERT INTO Filler VALUES (zeroblob(100000000))";
            await command.ExecuteNonQueryAsync();
        }

        var (file, log) = (Path.Combine(_directory.Path, "members.backup"), Path.Combine(_directory.Path, "log"));
        await using var process = ChildProcess.Start(
            ["dotnet", Repository.Silo, "backup", file], new Dictionary<string, string>(), _directory.Path, log);
        await Eventually.Holds(
            () => Task.FromResult(new FileInfo(file + ".db.part") is { Exists: true, Length: > 0 }),
            () => process.Output,
            TimeSpan.FromMinutes(1));
        await process.Send(Signal.Interrupt);
        Assert.Equal((1, "Stopped before it was done.\n"), (await process.WaitForExit(), process.Output));
        Assert.Equal([log], System.IO.Directory.GetFiles(_directory.Path));
    }
}
