using Members.Tests.Unit.Admission.Model;

namespace Members.Tests.Unit.Admission;

/// <summary>
/// Plays a million random histories of an application, of 4 to 12 commands each, to the rules and to a model that was written from the
/// specification, and compares whatever can be seen after each command. It takes about 10 s of two idle cores, and three times as long
/// beside other work. The histories are the same on each run; ApplicationTableTests shows what they reach.
/// </summary>
public sealed class ApplicationModelTests
{
    internal const ulong FirstSeed = 20_260_301;
    private const int Histories = 1_000_000, Batch = 1_000;

    [Fact]
    public void The_rules_do_what_the_specification_says_whatever_happens()
    {
        var first = (long)Histories;
        _ = Parallel.For(0, Histories / Batch, (batch, loop) =>
        {
            if (Enumerable.Range(batch * Batch, Batch).FirstOrDefault(Differs, -1) is var found and >= 0)
            {
                // Those before it are played all the same: the first to differ is the same on each run.
                loop.Break();
                Lower(ref first, found);
            }
        });

        Assert.True(first == Histories, first == Histories ? null : Shrinking.Report(FirstSeed + (ulong)first));
    }

    [Fact]
    public void A_history_that_fails_is_made_as_short_as_it_can_be()
    {
        Step reject = new(2, CommandKind.Reject, Person.Bob) { Reason = "a" }, undo = new(1, CommandKind.Undo, Person.Bob);
        Step login = new(0, CommandKind.Login, Person.Ann);
        var drawn = new History(Beginning.Applied, Terms.All[0], [login, reject, login, undo, login]);

        var least = Shrinking.Least(drawn, h => h.Steps.Any(s => s.Kind == CommandKind.Undo && s.By == Person.Bob));

        Assert.Equal([undo with { After = 0 }], least.Steps.AsEnumerable());
        Assert.Contains("+0s Undo by Bob", least.ToString(), StringComparison.Ordinal);
    }

    private static bool Differs(int number) => Comparison.Difference(History.Of(FirstSeed + (ulong)number)) is not null;

    private static void Lower(ref long least, long value)
    {
        var seen = Interlocked.Read(ref least);
        while (value < seen && Interlocked.CompareExchange(ref least, value, seen) is var was && was != seen)
        {
            seen = was;
        }
    }
}
