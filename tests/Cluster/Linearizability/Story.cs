namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// A history told by hand. Operations follow one another; those given to <see cref="Together"/> overlap.
/// Each has a client of its own.
/// </summary>
internal sealed class Story
{
    private readonly List<Operation> _operations = [];
    private long _time;

    public IReadOnlyList<Operation> Operations => _operations;

    public Story Register(int member, int address, Result result) => Add(OperationKind.Register, member, address, result);

    public Story Change(int member, int address, Result result) => Add(OperationKind.Change, member, address, result);

    public Story Login(int member, int address, Result result) => Add(OperationKind.Login, member, address, result);

    public Story Block(int member, Result result) => Add(OperationKind.Block, member, Operation.NoAddress, result);

    /// <summary>Lets all operations told inside be under way at the same time.</summary>
    public Story Together(Action<Story> tell)
    {
        var inside = new Story();
        tell(inside);
        var begun = _time;
        _time += 10;
        _operations.AddRange(inside._operations.Select((o, i) => o with
        {
            Client = _operations.Count + i + 1,
            Call = begun + 1,
            Return = o.IsUnknown ? Operation.Never : _time,
        }));
        return this;
    }

    private Story Add(OperationKind kind, int member, int address, Result result)
    {
        var call = ++_time;
        var end = ++_time;
        _operations.Add(new Operation(_operations.Count + 1, kind, address, member, result, call, result == Result.Unknown ? Operation.Never : end));
        return this;
    }
}
