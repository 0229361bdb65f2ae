using System.Diagnostics.CodeAnalysis;

namespace Members.Grains.Hashing;

/// <summary>
/// Lines side by side that take turns, one for each key: however many wait in one of them, another's first job is at most
/// one round away.
/// </summary>
/// <param name="keyOf">Which line a job belongs to.</param>
/// <param name="newLine">Makes a line.</param>
internal sealed class RoundRobin(Func<HashOrder, string> keyOf, Func<Line> newLine) : Line
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _turns = new();

    /// <inheritdoc/>
    public override void Add(HashJob job)
    {
        var key = keyOf(job.Order);
        if (!_lines.TryGetValue(key, out var line))
        {
            _lines.Add(key, line = newLine());
            _turns.AddLast(key);
        }

        line.Add(job);
        Count++;
    }

    /// <inheritdoc/>
    public override bool TryTake([NotNullWhen(true)] out HashJob? job)
    {
        if (_turns.First is not { } turn)
        {
            job = null;
            return false;
        }

        // Whoever had their turn stands at the end.
        _turns.RemoveFirst();
        _turns.AddLast(turn);
        return TakeFrom(turn.Value, greatest: false, out job);
    }

    /// <inheritdoc/>
    public override bool TryTakeFromGreatest([NotNullWhen(true)] out HashJob? job)
    {
        job = null;
        return _lines.Count > 0 && TakeFrom(_lines.MaxBy(l => l.Value.Count).Key, greatest: true, out job);
    }

    /// <inheritdoc/>
    public override int Ahead(HashOrder order)
    {
        var key = keyOf(order);
        var own = _lines.TryGetValue(key, out var line) ? line.Ahead(order) : 0;
        return own + _lines.Where(l => l.Key != key).Sum(l => Math.Min(l.Value.Count, own + 1));
    }

    /// <summary>Takes the newest job of one of the lines.</summary>
    public bool TryTakeNewestOf(string key, [NotNullWhen(true)] out HashJob? job)
    {
        job = null;
        return _lines.ContainsKey(key) && TakeFrom(key, greatest: true, out job);
    }

    /// <summary>The key of the line in which the most wait; null when nobody waits.</summary>
    public string? Greatest => _lines.Count == 0 ? null : _lines.MaxBy(l => l.Value.Count).Key;

    private bool TakeFrom(string key, bool greatest, [NotNullWhen(true)] out HashJob? job)
    {
        var line = _lines[key];
        if (!(greatest ? line.TryTakeFromGreatest(out job) : line.TryTake(out job)))
        {
            return false;
        }

        Count--;
        if (line.Count == 0)
        {
            _lines.Remove(key);
            _turns.Remove(key);
        }

        return true;
    }
}
