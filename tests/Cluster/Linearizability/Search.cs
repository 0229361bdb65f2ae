namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// The search of Wing and Gong for an order that explains a history, with Lowe's memory of what was tried. At each point
/// the next operation is one whose call is not after the first return that is still to come. Calls and returns are a
/// linked list from which an operation is lifted when it is placed, and put back when the choice was wrong.
///
/// Three things keep it short. A read that is possible is placed at once, since placing it now shuts no way out. An operation with an unknown outcome has no return, is placed only for its effect, and may be left
/// out. And of two ways to the same state by the same finished operations, the one that has used more of the unknown
/// ones is not tried: what it could do, the other can.
/// </summary>
internal sealed class Search
{
    private readonly Operation[] _known;
    private readonly bool[] _reserved;
    private readonly Operation[] _unknown;
    private readonly long _limit;
    private readonly bool _repeating;

    // Event i is the call of operation i, event n + i its return, event 2n the end where the list closes.
    private readonly int _n;
    private readonly int[] _next;
    private readonly int[] _previous;

    private readonly List<Operation> _order = [];
    private readonly OperationSet _placed;
    private readonly OperationSet _used;
    private readonly Dictionary<(OperationSet Placed, IndexModel State), List<OperationSet>> _tried = [];
    private int _left;
    private int _fewestLeft = int.MaxValue;
    private long _steps;
    private Verdict.NotLinearizable? _furthest;

    /// <param name="history">The operations.</param>
    /// <param name="isReserved">Whether to let an operation pass that was answered 'taken'.</param>
    /// <param name="limit">The most steps.</param>
    /// <param name="repeating">
    /// Whether an unknown operation may take effect any number of times. That is more than may be, so what is not
    /// linearizable then is not; and it is found out much faster, since it does not matter which were used.
    /// </param>
    public Search(IReadOnlyList<Operation> history, Func<Operation, bool> isReserved, long limit, bool repeating = false)
    {
        _known = [.. history.Where(o => !o.IsUnknown).OrderBy(o => o.Call)];
        _reserved = [.. _known.Select(isReserved)];
        _unknown = [.. history.Where(o => o.IsUnknown && o.Kind != OperationKind.Login).OrderBy(o => o.Call)];
        (_limit, _repeating, _n, _left) = (limit, repeating, _known.Length, _known.Length);
        (_placed, _used) = (new OperationSet(_n), new OperationSet(_unknown.Length));
        (_next, _previous) = (new int[(2 * _n) + 1], new int[(2 * _n) + 1]);
        LinkEvents();
    }

    public Verdict Run()
    {
        if (Explore(default))
        {
            return new Verdict.Linearizable(_order);
        }

        return _steps > _limit ? new Verdict.GaveUp(_steps) : _furthest!;
    }

    private bool Explore(IndexModel state)
    {
        var mark = _order.Count;
        var placed = PlaceReads(state);
        if (_left == 0)
        {
            return true;
        }

        Note(state);
        if (_steps <= _limit && IsNew(state) && (TryKnown(state) || TryUnknown(state)))
        {
            return true;
        }

        _order.RemoveRange(mark, _order.Count - mark);
        while (placed.TryPop(out var i))
        {
            PutBack(i);
        }

        return false;
    }

    private Stack<int> PlaceReads(IndexModel state)
    {
        var placed = new Stack<int>();
        for (var e = _next[2 * _n]; e < _n;)
        {
            if (!_known[e].IsRead || After(state, e) is null)
            {
                e = _next[e];
                continue;
            }

            Lift(e);
            placed.Push(e);
            _order.Add(_known[e]);

            // The first return may have been this one's: look again from the start.
            e = _next[2 * _n];
        }

        return placed;
    }

    private bool TryKnown(IndexModel state)
    {
        for (var e = _next[2 * _n]; e < _n; e = _next[e])
        {
            if (After(state, e) is not { } after)
            {
                continue;
            }

            Lift(e);
            _order.Add(_known[e]);
            if (Explore(after))
            {
                return true;
            }

            _order.RemoveAt(_order.Count - 1);
            PutBack(e);
        }

        return false;
    }

    private bool TryUnknown(IndexModel state)
    {
        var firstReturn = FirstReturn();
        for (var u = 0; u < _unknown.Length && _unknown[u].Call <= firstReturn; u++)
        {
            if (_used.Contains(u) || state.After(_unknown[u]) is not { } after || after == state)
            {
                continue;
            }

            if (!_repeating)
            {
                _used.Add(u);
            }

            _order.Add(_unknown[u]);
            if (Explore(after))
            {
                return true;
            }

            _order.RemoveAt(_order.Count - 1);
            _used.Remove(u);
        }

        return false;
    }

    private bool IsNew(IndexModel state)
    {
        _steps++;
        if (_tried.TryGetValue((_placed, state), out var ways))
        {
            if (ways.Exists(way => way.IsSubsetOf(_used)))
            {
                return false;
            }

            ways.RemoveAll(_used.IsSubsetOf);
            ways.Add(_used.Copy());
            return true;
        }

        _tried.Add((_placed.Copy(), state), [_used.Copy()]);
        return true;
    }

    private void Note(IndexModel state)
    {
        if (_left >= _fewestLeft)
        {
            return;
        }

        _fewestLeft = _left;
        var stuck = new List<Operation>();
        for (var e = _next[2 * _n]; e < _n; e = _next[e])
        {
            stuck.Add(_known[e]);
        }

        _furthest = new Verdict.NotLinearizable([.. _order], state, stuck);
    }

    private IndexModel? After(IndexModel state, int i) => state.After(_known[i], _reserved[i]);

    private long FirstReturn()
    {
        var e = _next[2 * _n];
        while (e < _n)
        {
            e = _next[e];
        }

        return _known[e - _n].Return;
    }

    private void Lift(int i)
    {
        Unlink(i);
        Unlink(_n + i);
        _placed.Add(i);
        _left--;
    }

    private void PutBack(int i)
    {
        Link(_n + i);
        Link(i);
        _placed.Remove(i);
        _left++;
    }

    private void Unlink(int e) => (_next[_previous[e]], _previous[_next[e]]) = (_next[e], _previous[e]);

    private void Link(int e) => _next[_previous[e]] = _previous[_next[e]] = e;

    private void LinkEvents()
    {
        // Intervals are closed: at the same tick calls come before returns.
        var events = Enumerable.Range(0, 2 * _n).OrderBy(e => e < _n ? _known[e].Call : _known[e - _n].Return).ThenBy(e => e);
        var last = 2 * _n;
        foreach (var e in events.Append(2 * _n))
        {
            (_next[last], _previous[e]) = (e, last);
            last = e;
        }
    }
}
