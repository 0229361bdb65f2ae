using Microsoft.Extensions.Logging.Testing;

namespace Members.Tests.Testing;

/// <summary>What was logged, as text.</summary>
public static class LogText
{
    /// <summary>Every line so far.</summary>
    public static IReadOnlyList<string> Lines(this FakeLogCollector log) => [.. log.GetSnapshot().Select(Line)];

    /// <summary>Everything so far.</summary>
    public static string Text(this FakeLogCollector log) => string.Join('\n', log.Lines());

    /// <summary>Waits for a line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="part">What the line contains.</param>
    /// <param name="number">Which of the lines that contain it, from 1.</param>
    public static Task<string> WaitFor(this FakeLogCollector log, string part, int number = 1) => Eventually.Get(
        () => Task.FromResult(log.Lines().Where(l => l.Contains(part, StringComparison.Ordinal)).ElementAtOrDefault(number - 1)),
        $"line {number} with '{part}' is logged");

    private static string Line(FakeLogRecord record) => $"{record.Level} {record.Category} {record.Message} {record.Exception}";
}
