using System.Text.Json;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>Recording, and the file.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Operations_have_their_times_and_what_has_no_answer_is_unknown()
    {
        var clock = new Ticks();
        var history = new History(clock);
        var answered = history.Begin(1, OperationKind.Register, 2, 7);
        history.Begin(2, OperationKind.Block, Operation.NoAddress, 7);
        var lost = history.Begin(3, OperationKind.Login, 2, 7);
        var unsent = history.Begin(4, OperationKind.Change, 3, 7);
        answered.End(Result.Ok);
        lost.End(Result.Unknown);
        unsent.Withdraw();

        Assert.Equal(
            [
                new Operation(1, OperationKind.Register, 2, 7, Result.Ok, 1, 5),
                new Operation(2, OperationKind.Block, Operation.NoAddress, 7, Result.Unknown, 2, Operation.Never),
                new Operation(3, OperationKind.Login, 2, 7, Result.Unknown, 3, Operation.Never),
            ],
            history.Operations);
    }

    [Fact]
    public void Many_threads_may_record_at_once()
    {
        var history = new History(TimeProvider.System);
        Parallel.For(1, 9, client =>
        {
            for (var n = 1; n <= 1000; n++)
            {
                history.Begin(client, OperationKind.Login, 0, n).End(Result.No);
            }
        });

        Assert.Equal(8000, history.Operations.Count);
        Assert.All(history.Operations.GroupBy(o => o.Client), own => Assert.All(own.Zip(own.Skip(1)), pair => Assert.True(pair.First.Return <= pair.Second.Call)));
    }

    [Fact]
    public void A_saved_history_is_the_same_when_loaded()
    {
        var history = Simulation.Run(seed: 3);
        HistoryFile.Save(_file, history);
        Assert.Equal(history, HistoryFile.Load(_file));
    }

    [Fact]
    public void A_line_says_what_there_is_and_no_more()
    {
        HistoryFile.Save(_file,
        [
            new Operation(3, OperationKind.Change, 4, 2, Result.Taken, 10, 20),
            new Operation(5, OperationKind.Block, Operation.NoAddress, 2, Result.Unknown, 11, Operation.Never),
        ]);
        Assert.Equal(
            [
                """{"client":3,"kind":"change","member":2,"result":"taken","call":10,"address":4,"return":20}""",
                """{"client":5,"kind":"block","member":2,"result":"unknown","call":11}""",
            ],
            File.ReadAllLines(_file));
    }

    [Fact]
    public void A_line_that_lacks_something_is_an_error()
    {
        File.WriteAllText(_file, """{"client":3,"kind":"change","member":2,"call":10}""");
        Assert.Throws<JsonException>(() => HistoryFile.Load(_file));
    }

    private sealed class Ticks : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => Interlocked.Increment(ref _now);
    }
}
