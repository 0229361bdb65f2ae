using System.Numerics;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// Searches for an order that explains a history: the algorithm of Wing and Gong, with Lowe's memory of what led nowhere. The
/// next operation of an order is one that was called before the first return still to come. An unknown operation has no return
/// and may be left out.
/// </summary>
/// <remarks>
/// Two rules keep the search short. A read that is possible now is placed now, since it changes nothing. And of two ways to the
/// same state by the same known operations, the one that used more of the unknown ones is not followed: the other can do as much.
/// </remarks>
internal sealed class LinearizabilityChecker
{
    public const long StepLimit = 1_000_000;

    private readonly Operation[] _known;
    private readonly Operation[] _unknown;
    private readonly long _limit;
    private readonly List<Operation> _order = [];
    private readonly Dictionary<(BigInteger Placed, AddressModel State), List<BigInteger>> _tried = [];
    private Verdict.Violation _furthest = new([], default, []);
    private int _fewestLeft = int.MaxValue;
    private long _steps;

    private LinearizabilityChecker(IEnumerable<Operation> history, long limit)
    {
        var byCall = history.OrderBy(o => o.Call).ToLookup(o => o.IsUnknown);
        (_known, _unknown, _limit) = ([.. byCall[false]], [.. byCall[true].Where(o => !o.IsRead)], limit);
    }

    public static Verdict Check(IEnumerable<Operation> history, long limit = StepLimit) => new LinearizabilityChecker(history, limit).Run();

    private Verdict Run() => Explain(BigInteger.Zero, BigInteger.Zero, default) ? new Verdict.Linearizable(_order)
        : _steps > _limit ? new Verdict.Undecided(_steps)
        : _furthest;

    // Whether the rest can be explained. Placed and used are sets of the known and the unknown operations in the order so far.
    private bool Explain(BigInteger placed, BigInteger used, AddressModel state)
    {
        var mark = _order.Count;
        var next = Next(placed);
        while (next.FindIndex(i => _known[i].IsRead && state.After(_known[i]) is not null) is >= 0 and var read)
        {
            _order.Add(_known[next[read]]);
            placed |= BigInteger.One << next[read];
            next = Next(placed);
        }

        if (next.Count == 0)
        {
            return true;
        }

        Note(next, placed, state);
        if (++_steps <= _limit && IsNew(placed, used, state)
            && (PlaceKnown(next, placed, used, state) || PlaceUnknown(next, placed, used, state)))
        {
            return true;
        }

        _order.RemoveRange(mark, _order.Count - mark);
        return false;
    }

    private bool PlaceKnown(List<int> next, BigInteger placed, BigInteger used, AddressModel state) =>
        next.Exists(i => state.After(_known[i]) is { } after && Follow(_known[i], placed | (BigInteger.One << i), used, after));

    private bool PlaceUnknown(List<int> next, BigInteger placed, BigInteger used, AddressModel state)
    {
        var horizon = next.Min(i => _known[i].Latest);
        for (var u = 0; u < _unknown.Length && _unknown[u].Call <= horizon; u++)
        {
            if ((used >> u).IsEven && state.After(_unknown[u]) is { } after && after != state
                && Follow(_unknown[u], placed, used | (BigInteger.One << u), after))
            {
                return true;
            }
        }

        return false;
    }

    private bool Follow(Operation operation, BigInteger placed, BigInteger used, AddressModel after)
    {
        _order.Add(operation);
        if (Explain(placed, used, after))
        {
            return true;
        }

        _order.RemoveAt(_order.Count - 1);
        return false;
    }

    // The known operations that may be next: not placed, and called before any of them has returned.
    private List<int> Next(BigInteger placed)
    {
        var (next, horizon) = (new List<int>(), long.MaxValue);
        for (var i = (int)BigInteger.TrailingZeroCount(~placed); i < _known.Length && _known[i].Call <= horizon; i++)
        {
            if ((placed >> i).IsEven)
            {
                next.Add(i);
                horizon = Math.Min(horizon, _known[i].Latest);
            }
        }

        next.RemoveAll(i => _known[i].Call > horizon);
        return next;
    }

    private bool IsNew(BigInteger placed, BigInteger used, AddressModel state)
    {
        if (!_tried.TryGetValue((placed, state), out var ways))
        {
            _tried.Add((placed, state), [used]);
            return true;
        }

        if (ways.Exists(way => (way & ~used).IsZero))
        {
            return false;
        }

        ways.RemoveAll(way => (used & ~way).IsZero);
        ways.Add(used);
        return true;
    }

    private void Note(List<int> next, BigInteger placed, AddressModel state)
    {
        var left = _known.Length - (int)BigInteger.PopCount(placed);
        if (left < _fewestLeft)
        {
            (_fewestLeft, _furthest) = (left, new Verdict.Violation([.. _order], state, [.. next.Select(i => _known[i])]));
        }
    }
}
