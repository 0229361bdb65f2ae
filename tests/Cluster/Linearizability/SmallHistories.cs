namespace Members.Tests.Cluster.Linearizability;

/// <summary>Histories of a few operations on two addresses, of which some are valid and some are not.</summary>
internal static class SmallHistories
{
    private const int Clients = 3;

    public static IReadOnlyList<Operation> Make(int seed)
    {
        var random = new Random(seed);
        var calls = Calls(random, random.Next(4, 8));
        var index = new PlainIndex();
        var moments = calls.ToDictionary(o => o, o => o.Call + random.NextDouble() * (Math.Min(o.Return, o.Call + 40) - o.Call));
        var history = calls.OrderBy(o => moments[o]).Select(o => Answered(o, index, random)).ToList();
        for (var wrong = random.Next(3); wrong > 0; wrong--)
        {
            var i = random.Next(history.Count);
            history[i] = history[i].IsUnknown ? history[i] : history[i] with { Result = AnyResult(history[i].Kind, random) };
        }

        return [.. history.OrderBy(o => o.Call)];
    }

    private static List<Operation> Calls(Random random, int count)
    {
        var free = new long[Clients];
        var calls = new List<Operation>();
        var attempts = 0;
        for (var n = 0; n < count; n++)
        {
            var client = random.Next(Clients);
            var call = free[client] + random.Next(1, 12);
            free[client] = call + random.Next(0, 15);
            var kind = attempts == 0 || random.Next(3) == 0 ? OperationKind.Register : (OperationKind)random.Next(1, 4);
            attempts += kind == OperationKind.Register ? 1 : 0;
            calls.Add(new Operation(
                (n * Clients) + client,
                kind,
                kind == OperationKind.Block ? Operation.NoAddress : random.Next(2),
                kind == OperationKind.Register ? attempts : random.Next(1, attempts + 1),
                Result.Unknown,
                call,
                random.Next(6) == 0 ? Operation.Never : free[client]));
        }

        return calls;
    }

    private static Operation Answered(Operation o, PlainIndex index, Random random)
    {
        if (o.Return == Operation.Never && random.Next(2) == 0)
        {
            return o;
        }

        var answer = index.Do(o);
        return o.Return == Operation.Never ? o : o with { Result = answer };
    }

    private static Result AnyResult(OperationKind kind, Random random)
    {
        Result[] possible = kind switch
        {
            OperationKind.Register => [Result.Ok, Result.Taken],
            OperationKind.Change => [Result.Ok, Result.Taken, Result.No],
            OperationKind.Login => [Result.Ok, Result.No, Result.Blocked],
            _ => [Result.Ok, Result.No],
        };
        return possible[random.Next(possible.Length)];
    }
}
