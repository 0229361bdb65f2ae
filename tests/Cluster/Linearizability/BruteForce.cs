namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// The definition, tried out: every order of a small history that keeps to its times, on an index written for reading.
/// Shares nothing with the checker and its model.
/// </summary>
internal sealed class BruteForce(IReadOnlyList<Operation> history, Func<Operation, bool> isReserved)
{
    public static bool Explains(IReadOnlyList<Operation> history, Func<Operation, bool> isReserved) =>
        new BruteForce(history, isReserved).Explains([], new PlainIndex());

    private bool Explains(List<Operation> placed, PlainIndex index)
    {
        var rest = history.Where(o => !placed.Contains(o)).ToList();
        return rest.TrueForAll(o => o.IsUnknown)
            || rest.Exists(o => rest.TrueForAll(other => other.Return >= o.Call) && Continue(o, placed, index));
    }

    private bool Continue(Operation o, List<Operation> placed, PlainIndex index)
    {
        if (o.Result == Result.Taken && isReserved(o) && index.Exists(o))
        {
            return Explains([.. placed, o], index);
        }

        var next = index.Copy();
        return (next.Do(o) == o.Result || o.IsUnknown) && Explains([.. placed, o], next);
    }
}

/// <summary>An e-mail index, one operation after the other.</summary>
internal sealed class PlainIndex
{
    private readonly Dictionary<int, int> _holders = [];
    private readonly HashSet<int> _blocked = [];

    public bool Exists(Operation o) => o.Kind == OperationKind.Register || _holders.ContainsValue(o.Member);

    public PlainIndex Copy()
    {
        var copy = new PlainIndex();
        foreach (var (address, member) in _holders)
        {
            copy._holders[address] = member;
        }

        copy._blocked.UnionWith(_blocked);
        return copy;
    }

    /// <summary>Does an operation, and says what it answers.</summary>
    public Result Do(Operation o)
    {
        switch (o.Kind)
        {
            case OperationKind.Register:
                return _holders.TryAdd(o.Address, o.Member) ? Result.Ok : Result.Taken;
            case OperationKind.Login:
                return _holders.GetValueOrDefault(o.Address) != o.Member ? Result.No : _blocked.Contains(o.Member) ? Result.Blocked : Result.Ok;
        }

        if (!_holders.ContainsValue(o.Member))
        {
            return Result.No;
        }

        if (o.Kind == OperationKind.Block)
        {
            _blocked.Add(o.Member);
            return Result.Ok;
        }

        var old = _holders.Single(h => h.Value == o.Member).Key;
        if (old == o.Address)
        {
            return Result.Ok;
        }

        if (!_holders.TryAdd(o.Address, o.Member))
        {
            return Result.Taken;
        }

        _holders.Remove(old);
        return Result.Ok;
    }
}
