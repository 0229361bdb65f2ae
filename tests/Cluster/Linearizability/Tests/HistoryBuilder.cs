using Members.Tests.Cluster.Linearizability.Checking;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>Writes a history by hand: one operation after the other, except for those given to <see cref="Together"/>.</summary>
internal sealed class HistoryBuilder
{
    private readonly List<Operation> _operations = [];
    private long _time;

    public IReadOnlyList<Operation> Operations => _operations;

    public HistoryBuilder Register(int member, int address, Result result) => Add(OperationKind.Register, member, address, result);

    public HistoryBuilder Change(int member, int address, Result result) => Add(OperationKind.Change, member, address, result);

    public HistoryBuilder Delete(int member, Result result) => Add(OperationKind.Delete, member, null, result);

    public HistoryBuilder Block(int member, Result result) => Add(OperationKind.Block, member, null, result);

    public HistoryBuilder BlockAt(int address, Result result) => Add(OperationKind.Block, null, address, result);

    public HistoryBuilder Approve(int member, Result result) => Add(OperationKind.Approve, member, null, result);

    public HistoryBuilder ApproveAt(int address, Result result) => Add(OperationKind.Approve, null, address, result);

    public HistoryBuilder Login(int member, int address, Result result) => Add(OperationKind.Login, member, address, result);

    public HistoryBuilder Find(int? member, int address, Result result) => Add(OperationKind.Find, member, address, result);

    /// <summary>Makes all operations added inside overlap.</summary>
    public HistoryBuilder Together(Action<HistoryBuilder> add)
    {
        var (inside, begun) = (new HistoryBuilder(), _time);
        add(inside);
        _time += 10;
        foreach (var o in inside._operations)
        {
            _operations.Add(o with { Client = _operations.Count + 1, Call = begun + 1, Return = o.IsUnknown ? null : _time });
        }

        return this;
    }

    private HistoryBuilder Add(OperationKind kind, int? member, int? address, Result result)
    {
        var (call, end) = (++_time, ++_time);
        _operations.Add(new Operation(_operations.Count + 1, kind, address, member, result, call, result == Result.Unknown ? null : end));
        return this;
    }
}
