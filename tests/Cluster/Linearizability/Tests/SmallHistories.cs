namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>Histories of a few operations on two addresses: lawful ones, and some with up to two answers replaced.</summary>
internal static class SmallHistories
{
    private const int Clients = 3;

    public static IReadOnlyList<Operation> Make(int seed)
    {
        var random = new Random(seed);
        var (directory, registered) = (new ReferenceDirectory(), 0);
        var calls = Calls(random, random.Next(4, 8));
        var history = calls.OrderBy(c => c.Effect).Select(c => Answer(c.Operation)).ToList();
        for (var wrong = random.Next(3); wrong > 0; wrong--)
        {
            var i = random.Next(history.Count);
            history[i] = history[i].IsUnknown ? history[i] : history[i] with { Result = (Result)random.Next(4) };
        }

        return [.. history.OrderBy(o => o.Call)];

        Operation Answer(Operation o)
        {
            if (o.Return is null && random.Next(2) == 0)
            {
                return o;
            }

            var (result, found) = directory.Execute(o.Kind, o.Address, o.Member);
            return o.Return is null ? o : o with { Result = result, Member = o.Member ?? found };
        }

        List<(Operation Operation, double Effect)> Calls(Random random, int count)
        {
            var free = new long[Clients];
            return [.. Enumerable.Range(0, count).Select(n =>
            {
                var client = random.Next(Clients);
                var call = free[client] + random.Next(1, 12);
                var end = free[client] = call + random.Next(0, 15);
                var kind = registered == 0 || random.Next(3) == 0 ? OperationKind.Register : (OperationKind)random.Next(1, 7);
                var byAddress = kind == OperationKind.Find || (kind is OperationKind.Block or OperationKind.Approve && random.Next(2) == 0);
                int? member = kind == OperationKind.Register ? ++registered : byAddress ? null : random.Next(1, registered + 1);
                int? address = byAddress || kind is OperationKind.Register or OperationKind.Change or OperationKind.Login
                    ? random.Next(2) : null;
                var isUnknown = random.Next(6) == 0;
                var operation = new Operation((n * Clients) + client, kind, address, member, Result.Unknown, call, isUnknown ? null : end);
                return (operation, call + (random.NextDouble() * (isUnknown ? 40 : end - call)));
            })];
        }
    }
}
