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
    private Attempt? _moving;

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
                < 2 when members.Count > 1 && members.Count(m => m.IsBlocked) < MostBlocked => new Plan(OperationKind.Block, Operation.NoAddress, Any(members)),
                < 25 when MayRegister(members.Count) => Register(RegisterAddress()),
                < 50 when members.Count > 0 => Change(Any(members)),
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
                    attempt.Standing = Standing.Member;
                    attempt.IsNowAt(plan.Address);
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

    private Plan Change(Attempt attempt)
    {
        _moving = attempt;
        attempt.OtherAddress = AnyAddress();
        return new Plan(OperationKind.Change, attempt.OtherAddress, attempt);
    }

    // Mostly where the answer matters: of a member or one to be, often the one who is just moving, at one of the two
    // addresses that they are moving between.
    private Plan Login()
    {
        var likely = _attempts.FindAll(a => a.Standing != Standing.Refused);
        var attempt = _random.Next(10) switch
        {
            < 5 when _moving is not null => _moving,
            < 9 when likely.Count > 0 => Any(likely),
            _ => Any(_attempts),
        };
        var address = _random.Next(10) switch
        {
            < 4 => attempt.LastAddress,
            < 8 => attempt.OtherAddress,
            _ => AnyAddress(),
        };
        return new Plan(OperationKind.Login, address, attempt);
    }

    private int AnyAddress() => _random.Next(IndexModel.Addresses);

    private T Any<T>(List<T> choices) => choices[_random.Next(choices.Count)];
}
