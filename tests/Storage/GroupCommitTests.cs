using System.Globalization;
using Members.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Members.Tests.Storage;

/// <summary>Writes that wait at the same time are committed together, each with an outcome of its own.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SqliteFile _file = new(SqliteTestDatabase.NewPath());
    private readonly SqliteWriter _writer;

    public GroupCommitTests()
    {
        Set("PRAGMA journal_mode = WAL");
        Set("CREATE TABLE Entry (Id INTEGER PRIMARY KEY)");
        _writer = new SqliteWriter(_file, Readings.Meters());
    }

    public void Dispose() => _writer.Dispose();

    [Fact]
    public async Task Nobody_is_told_before_all_of_a_group_are_on_the_disk()
    {
        var (begin, seen) = (Hold(), new List<string?>());
        Task first = _writer.Commit(() => Insert(1)), second = _writer.Commit(async () =>
        {
            await Insert(2);
            seen.Add($"{first.IsCompleted} {await _file.Scalar("SELECT count(*) FROM Entry")}");
        });
        begin.SetResult();
        await Task.WhenAll(first, second).WaitAsync(Patience);
        Assert.Equal(["False 0"], seen);
        Assert.Equal("2", await _file.Scalar("SELECT count(*) FROM Entry"));
    }

    [Fact]
    public async Task A_write_that_fails_is_undone_alone()
    {
        var begin = Hold();
        var first = _writer.Commit(() => Insert(1));
        var twice = _writer.Commit(async () =>
        {
            await Insert(2);
            await Insert(1);
        });
        var last = _writer.Commit(() => Insert(3));
        begin.SetResult();
        await Task.WhenAll(first, last).WaitAsync(Patience);
        await Assert.ThrowsAsync<SqliteException>(() => twice.WaitAsync(Patience));
        Assert.Equal("1,3", await Stored());
    }

    [Theory]
    [InlineData("the transaction ends in the middle of a write")]
    [InlineData("the commit fails")]
    public async Task When_a_group_cannot_be_committed_all_of_it_fails_and_the_next_goes_on(string fault)
    {
        if (fault == "the commit fails")
        {
            Set("CREATE TABLE Parent (Id INTEGER PRIMARY KEY)");
            Set("CREATE TABLE Child (Id INTEGER REFERENCES Parent DEFERRABLE INITIALLY DEFERRED)");
        }

        var begin = Hold();
        Task[] group =
        [
            _writer.Commit(() => Insert(1)),
            _writer.Commit(() => Run(fault == "the commit fails" ? "INSERT INTO Child VALUES (7)" : "ROLLBACK")),
            _writer.Commit(() => Insert(3)),
        ];
        begin.SetResult();
        foreach (var write in group)
        {
            await Assert.ThrowsAsync<SqliteException>(() => write.WaitAsync(Patience));
        }

        await _writer.Commit(() => Insert(4)).WaitAsync(Patience);
        Assert.Equal("4", await Stored());
    }

    [Fact]
    public async Task A_write_on_a_connection_of_its_own_keeps_its_place_and_does_not_meet_the_group()
    {
        var (begin, order) = (Hold(), new List<int>());
        var all = Task.WhenAll(
            _writer.Commit(() => Insert(1, order)),
            _writer.Alone(async () =>
            {
                order.Add(2);
                return await _file.Scalar("INSERT INTO Entry VALUES (2)");
            }),
            _writer.Commit(() => Insert(3, order)));
        begin.SetResult();
        await all.WaitAsync(Patience);
        Assert.Equal([1, 2, 3], order);
        Assert.Equal("1,2,3", await Stored());
    }

    [Fact]
    public async Task A_group_is_bounded()
    {
        var begin = Hold();
        var writes = Enumerable.Range(0, SqliteWriter.LargestGroup + 1).Select(i => _writer.Commit(async () =>
        {
            await Insert(i);
            if (i == SqliteWriter.LargestGroup)
            {
                throw new InvalidOperationException(await _file.Scalar("SELECT count(*) FROM Entry"));
            }
        })).ToList();
        begin.SetResult();
        var last = await Assert.ThrowsAsync<InvalidOperationException>(() => writes[^1].WaitAsync(Patience));
        Assert.Equal(SqliteWriter.LargestGroup.ToString(CultureInfo.InvariantCulture), last.Message);
    }

    // Keeps the thread busy, so that what is given meanwhile waits.
    private TaskCompletionSource Hold()
    {
        var begin = new TaskCompletionSource();
        _ = _writer.Alone(() =>
        {
            begin.Task.Wait(Patience);
            return Task.FromResult(0);
        });
        return begin;
    }

    private void Set(string statement) => _file.Scalar(statement).GetAwaiter().GetResult();

    private Task<string?> Stored() => _file.Scalar("SELECT group_concat(Id, ',') FROM (SELECT Id FROM Entry ORDER BY Id)");

    private Task Insert(int id, List<int>? order = null)
    {
        order?.Add(id);
        return Run($"INSERT INTO Entry VALUES ({id})");
    }

    private async Task Run(string statement)
    {
        await using var connection = await _writer.Source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
