using Members.Tests.Cluster.Linearizability;

namespace Members.Tests.Cluster.Contention;

/// <summary>
/// Chooses operations that meet each other: few accounts move between few addresses, often to one that somebody is leaving or
/// to each other's, and what is read is mostly what is being changed.
/// </summary>
/// <param name="seed">The same seed and the same answers give the same operations.</param>
internal sealed class Generator(int seed)
{
    // One fewer than there are addresses, so that a member can move.
    private const int MostMembers = AddressModel.Addresses - 1;
    private readonly Random _random = new(seed);
    private readonly List<Account> _accounts = [];
    private readonly Lock _lock = new();
    private Account? _moving;

    public IReadOnlyList<Account> Accounts
    {
        get
        {
            lock (_lock)
            {
                return [.. _accounts];
            }
        }
    }

    public Invocation Next()
    {
        lock (_lock)
        {
            var present = _accounts.FindAll(a => a.Existence is Existence.Exists or Existence.Uncertain);
            var members = present.FindAll(a => a.Existence == Existence.Exists && a.Id is not null);
            return _random.Next(100) switch
            {
                _ when _accounts.Count == 0 => NewAccount(AnyAddress()),
                < 24 when members.Count < MostMembers => NewAccount(_random.Next(2) == 0 ? AnyAddress() : LikelyAddress(present)),
                < 50 when members.Count > 0 => Change(Any(_random.Next(12) == 0 ? _accounts.FindAll(a => a.Id is not null) : members)),
                < 54 when members.Count > 1 => new Invocation(OperationKind.Delete, null, Any(members)),
                < 60 when members.Count > 0 => ChangeStatus(members),
                < 75 => Invocation.Find(LikelyAddress(present)),
                _ => Login(present),
            };
        }
    }

    /// <summary>A new account that registers an address.</summary>
    public Invocation Register(int address)
    {
        lock (_lock)
        {
            return NewAccount(address);
        }
    }

    /// <summary>Takes an answer into account for what is chosen later.</summary>
    public void Learn(Invocation invocation, Reply reply)
    {
        if (invocation.Account is not { } account)
        {
            return;
        }

        lock (_lock)
        {
            account.Id ??= reply.Id;
            switch (invocation.Kind, reply.Result)
            {
                case (OperationKind.Register, Result.Taken):
                    account.Existence = Existence.Refused;
                    break;
                case (OperationKind.Delete, Result.Ok):
                    account.Existence = Existence.Deleted;
                    break;
                case (OperationKind.Register or OperationKind.Change or OperationKind.Login, Result.Ok):
                    // A slow answer does not bring back who was deleted meanwhile.
                    account.Existence = account.Existence == Existence.Deleted ? Existence.Deleted : Existence.Exists;
                    account.MovedTo(invocation.Address!.Value);
                    break;
                default:
                    break;
            }
        }
    }

    private Invocation NewAccount(int address)
    {
        var account = new Account(_accounts.Count + 1, address);
        _accounts.Add(account);
        return new Invocation(OperationKind.Register, address, account);
    }

    // To the address that the last one to move is leaving, to any other member's, or anywhere.
    private Invocation Change(Account account)
    {
        account.OtherAddress = _random.Next(5) < 2 && _moving is not null ? _moving.LastAddress : AnyAddress();
        _moving = account;
        return new Invocation(OperationKind.Change, account.OtherAddress, account);
    }

    private Invocation ChangeStatus(List<Account> members)
    {
        var (kind, account) = (_random.Next(2) == 0 ? OperationKind.Block : OperationKind.Approve, Any(members));
        return _random.Next(2) == 0 ? new Invocation(kind, null, account) : new Invocation(kind, LikelyAddress([account]), null);
    }

    private Invocation Login(List<Account> present)
    {
        var account = _random.Next(10) switch
        {
            < 5 when _moving is not null => _moving,
            < 9 when present.Count > 0 => Any(present),
            _ => Any(_accounts),
        };
        return Invocation.Login(LikelyAddress([account]), account);
    }

    // One of the two addresses between which somebody is moving.
    private int LikelyAddress(List<Account> accounts) => _random.Next(10) switch
    {
        < 4 when accounts.Count > 0 => Any(accounts).LastAddress,
        < 8 when accounts.Count > 0 => Any(accounts).OtherAddress,
        _ => AnyAddress(),
    };

    private int AnyAddress() => _random.Next(AddressModel.Addresses);

    private T Any<T>(List<T> choices) => choices[_random.Next(choices.Count)];
}
