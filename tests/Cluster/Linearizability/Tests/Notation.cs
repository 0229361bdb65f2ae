using System.Globalization;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>
/// Histories as text: <c>register m1 a0 ok; change m1 a1 ok || login m1 a0 ok</c>. What stands between semicolons follows one
/// after the other; what stands between bars overlaps.
/// </summary>
internal static class Notation
{
    public static IReadOnlyList<Operation> Parse(string history)
    {
        var steps = history.Split(';', StringSplitOptions.RemoveEmptyEntries).Select((step, time) => (Text: step.Split("||"), Time: time));
        return [.. steps.SelectMany(s => s.Text.Select(o => (Text: o, s.Time))).Select((o, n) => Parse(n + 1, o.Text, (2 * o.Time) + 1))];
    }

    private static Operation Parse(int client, string text, long call)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (kind, result) = (Enum.Parse<OperationKind>(words[0], ignoreCase: true), Enum.Parse<Result>(words[^1], ignoreCase: true));
        return new Operation(client, kind, Number('a'), Number('m'), result, call, result == Result.Unknown ? null : call + 1);

        int? Number(char letter) =>
            words[1..^1].SingleOrDefault(w => w[0] == letter) is { } word ? int.Parse(word[1..], CultureInfo.InvariantCulture) : null;
    }
}
