namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// Chooses the operations of one universe, so that they meet each other. Nothing ends a membership, so with five members
/// no address would be left to fight for: registrations are held back when there are few free ones, and then aim at
/// those that somebody has and may be leaving.
/// </summary>
/// <param name="seed">The same seed and the same answers give the same operations.</param>
internal sealed class Mix(int seed)
{
    private const int MostMembers = 4;
    private const int MostBlocked = 2;
    private readonly Random _random = new(seed);
    private readonly List<Attempt> _attempts = [];
    private readonly Lock _lock = new();

    /// <summary>All attempts so far.</summary>
    public IReadOnlyList<Attempt> Attempts
    {
        get
        {
            lock (_lock)
            {
                return [.. _attempts];
            }
        }
    }

    /// <summary>The next operation.</summary>
    public Plan Next()
    {
        lock (_lock)
        {
            var members = _attempts.FindAll(a => a.Standing == Standing.Member && a.Id is not null);
            return _random.Next(100) switch
            {
                < 30 when MayRegister(members.Count) => Register(RegisterAddress()),
                < 34 when members.Count > 1 && members.Count(m => m.IsBlocked) < MostBlocked => new Plan(OperationKind.Block, Operation.NoAddress, Any(members)),
                < 66 when members.Count > 0 => new Plan(OperationKind.Change, AnyAddress(), Any(members)),
                _ when _attempts.Count > 0 => Login(),
                _ => Register(AnyAddress()),
            };
        }
    }

    /// <summary>A new attempt at an address.</summary>
    public Plan RegisterAt(int address)
    {
        lock (_lock)
        {
            return Register(address);
        }
    }

    /// <summary>Takes note of an answer.</summary>
    public void Learn(Plan plan, Result result, Guid? id)
    {
        lock (_lock)
        {
            var attempt = plan.Attempt;
            attempt.Id ??= id;
            switch (plan.Kind, result)
            {
                case (OperationKind.Register, Result.Taken):
                    attempt.Standing = Standing.Refused;
                    break;
                case (OperationKind.Register or OperationKind.Change or OperationKind.Login, Result.Ok):
                    (attempt.Standing, attempt.LastAddress) = (Standing.Member, plan.Address);
                    break;
                case (OperationKind.Block, Result.Ok) or (OperationKind.Login, Result.Blocked):
                    attempt.IsBlocked = true;
                    break;
                default:
                    // Nothing that helps to choose.
                    break;
            }
        }
    }

    private bool MayRegister(int members) => members < MostMembers && (Crowd().Distinct().Count() < MostMembers - 1 || _random.Next(3) == 0);

    private int RegisterAddress()
    {
        var crowd = Crowd();
        return crowd.Distinct().Count() < MostMembers - 1 && _random.Next(2) == 0 ? AnyAddress() : crowd.Count > 0 ? Any(crowd) : AnyAddress();
    }

    // The addresses that somebody seems to have or to be about to have.
    private List<int> Crowd() => [.. _attempts.Where(a => a.Standing != Standing.Refused).Select(a => a.LastAddress)];

    private Plan Register(int address)
    {
        var attempt = new Attempt(_attempts.Count + 1, address);
        _attempts.Add(attempt);
        return new Plan(OperationKind.Register, address, attempt);
    }

    // Mostly where the answer matters: a member or one to be, and the address that it may have.
    private Plan Login()
    {
        var likely = _attempts.FindAll(a => a.Standing != Standing.Refused);
        var attempt = likely.Count > 0 && _random.Next(10) > 0 ? Any(likely) : Any(_attempts);
        return new Plan(OperationKind.Login, _random.Next(10) < 6 ? attempt.LastAddress : AnyAddress(), attempt);
    }

    private int AnyAddress() => _random.Next(IndexModel.Addresses);

    private T Any<T>(List<T> choices) => choices[_random.Next(choices.Count)];
}
