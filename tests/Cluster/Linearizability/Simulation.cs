namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// Histories that are valid by construction: the model itself answers clients that overlap at random, each operation at
/// one moment between its call and its return; one of unknown outcome at some later moment, or never. A last client
/// reads everything at the end, as <see cref="Universe.Settle"/> does.
/// </summary>
internal sealed class Simulation
{
    private const int Clients = 8;
    private const int Late = 3000;
    private readonly PriorityQueue<Action, long> _events = new();
    private readonly List<Operation> _history = [];
    private readonly Random _random;
    private readonly Mix _mix;
    private readonly double _unknown;
    private IndexModel _index;
    private int _left;
    private int _busy = Clients;
    private int _lastClient = Clients;

    private Simulation(int seed, int operations, double unknown)
    {
        (_random, _mix, _unknown, _left) = (new Random(seed), new Mix(seed), unknown, operations);
        for (var client = 1; client <= Clients; client++)
        {
            Schedule(client, _random.Next(100));
        }
    }

    public static IReadOnlyList<Operation> Run(int seed, int operations = 200, double unknown = 0.07)
    {
        var simulation = new Simulation(seed, operations, unknown);
        while (simulation._events.TryDequeue(out var happens, out _))
        {
            happens();
        }

        return [.. simulation._history.OrderBy(o => o.Call)];
    }

    private void Schedule(int client, long time) => _events.Enqueue(
        () =>
        {
            if (_left-- > 0)
            {
                Begin(client, time);
            }
            else if (--_busy == 0)
            {
                ReadAll(++_lastClient, time + 1);
            }
        },
        time);

    private void Begin(int client, long call)
    {
        var plan = _mix.Next();
        if (_random.NextDouble() < _unknown)
        {
            var lost = Called(client, plan, Result.Unknown, call, Operation.Never);
            _history.Add(lost);
            if (_random.Next(2) == 0)
            {
                _events.Enqueue(() => _index = _index.After(lost)!.Value, call + _random.Next(Late));
            }

            Schedule(++_lastClient, call + 1 + _random.Next(200));
            return;
        }

        _events.Enqueue(
            () =>
            {
                var result = TakeEffect(plan);
                var end = call + 200 + _random.Next(100);
                _history.Add(Called(client, plan, result, call, end));
                _events.Enqueue(() => _mix.Learn(plan, result, Guid.Empty), end);
                Schedule(client, end + 1 + _random.Next(20));
            },
            call + _random.Next(200));
    }

    private void ReadAll(int client, long time)
    {
        var free = Enumerable.Range(0, IndexModel.Addresses).ToHashSet();
        foreach (var (address, attempt) in Enumerable.Range(0, IndexModel.Addresses).SelectMany(a => _mix.Attempts.Select(m => (a, m))))
        {
            Later(() => new Plan(OperationKind.Login, address, attempt), result =>
            {
                if (result != Result.No)
                {
                    free.Remove(address);
                }
            });
        }

        foreach (var address in Enumerable.Range(0, IndexModel.Addresses))
        {
            Plan? last = null;
            Later(() => last = free.Contains(address) ? _mix.RegisterAt(address) : null, _ => { });
            Later(() => last is null ? null : last with { Kind = OperationKind.Login }, _ => { });
        }

        void Later(Func<Plan?> choose, Action<Result> then)
        {
            var call = time;
            time += 3;
            _events.Enqueue(
                () =>
                {
                    if (choose() is { } plan)
                    {
                        var result = TakeEffect(plan);
                        _history.Add(Called(client, plan, result, call, call + 2));
                        then(result);
                    }
                },
                call + 1);
        }
    }

    private Result TakeEffect(Plan plan)
    {
        foreach (var result in (Result[])[Result.Ok, Result.Taken, Result.No, Result.Blocked])
        {
            if (_index.After(Called(0, plan, result, 0, 0)) is { } after)
            {
                _index = after;
                return result;
            }
        }

        throw new InvalidOperationException($"The model has no answer to {plan}.");
    }

    private static Operation Called(int client, Plan plan, Result result, long call, long end) =>
        new(client, plan.Kind, plan.Address, plan.Attempt.Number, result, call, end);
}
