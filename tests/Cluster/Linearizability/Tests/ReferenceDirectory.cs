namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>The contract in plain collections. Shares nothing with <see cref="AddressModel"/>, so each checks the other.</summary>
internal sealed class ReferenceDirectory
{
    /// <summary>The member at each address that is held.</summary>
    public Dictionary<int, int> Holders { get; private init; } = [];

    public HashSet<int> Blocked { get; private init; } = [];

    public ReferenceDirectory Copy() => new() { Holders = new(Holders), Blocked = [.. Blocked] };

    /// <summary>Where a member is.</summary>
    public int? AddressOf(int? member) => Holders.Where(h => h.Value == member).Select(h => (int?)h.Key).FirstOrDefault();

    /// <summary>Carries out an operation.</summary>
    /// <returns>Its result and, of a look-up, the member that it found.</returns>
    public (Result Result, int? Found) Execute(OperationKind kind, int? address, int? member)
    {
        int? holder = address is { } a && Holders.TryGetValue(a, out var number) ? number : null;
        switch (kind)
        {
            case OperationKind.Register:
                return (Holders.TryAdd(address!.Value, member!.Value) ? Result.Ok : Result.Taken, null);
            case OperationKind.Find:
                return (Status(holder), holder);
            case OperationKind.Login:
                return (holder == member ? Status(member) : Result.NotFound, null);
            default:
                var subject = member ?? holder;
                return (AddressOf(subject) is { } at ? Change(kind, subject!.Value, at, address) : Result.NotFound, null);
        }
    }

    private Result Status(int? member) => member is null ? Result.NotFound : Blocked.Contains(member.Value) ? Result.Blocked : Result.Ok;

    private Result Change(OperationKind kind, int member, int at, int? address)
    {
        switch (kind)
        {
            case OperationKind.Block:
                Blocked.Add(member);
                return Result.Ok;
            case OperationKind.Approve:
                Blocked.Remove(member);
                return Result.Ok;
            case OperationKind.Delete:
                Holders.Remove(at);
                return Result.Ok;
            default:
                if (address != at && !Holders.TryAdd(address!.Value, member))
                {
                    return Result.Taken;
                }

                return address == at || Holders.Remove(at) ? Result.Ok : throw new InvalidOperationException();
        }
    }
}
