using static Members.Tests.Cluster.Linearizability.OperationKind;
using static Members.Tests.Cluster.Linearizability.Result;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// The sequential specification: which member holds each address, and who is blocked. A member holds one address from
/// registration to deletion. Twelve bits an address hold all of it: the member's number, and whether they are blocked.
/// </summary>
internal readonly record struct AddressModel
{
    public const int Addresses = 5;
    public const int MaxMember = (1 << (Width - 1)) - 1;

    private const int Width = 12;
    private const uint BlockedBit = 1;
    private const uint Mask = (1 << Width) - 1;

    private AddressModel(ulong slots) => Slots = slots;

    private ulong Slots { get; }

    /// <summary>The state after an operation; null when it cannot end in this state as it did.</summary>
    /// <param name="operation">One of unknown result has whatever effect it has in this state.</param>
    public AddressModel? After(Operation operation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)(operation.Address ?? 0), (uint)Addresses);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)((operation.Member ?? 1) - 1), (uint)MaxMember);
        var (result, next) = Apply(operation);
        return operation.IsUnknown || operation.Result == result ? next : null;
    }

    public override string ToString()
    {
        var model = this;
        return string.Join(", ", Enumerable.Range(0, Addresses).Select(a => $"a{a} {Text(model.Slot(a))}"));

        static string Text(uint slot) => slot == 0 ? "free" : $"m{slot >> 1}{((slot & BlockedBit) != 0 ? " blocked" : "")}";
    }

    // The one result that the operation can have, none if it found another member than is there, and the state after it.
    private (Result? Result, AddressModel Next) Apply(Operation o)
    {
        // Where the member is whom the operation names, by number or by address.
        var at = o.Member is { } member ? AddressOf(member) : Slot(o.Address!.Value) == 0 ? null : o.Address;
        return (o.Kind, at) switch
        {
            (Register, _) => Slot(o.Address!.Value) == 0 ? (Ok, With(o.Address.Value, (uint)o.Member! << 1)) : (Taken, this),
            (Find, _) when Slot(o.Address!.Value) >> 1 != (o.Member ?? 0) => (null, this),
            (Login, _) when at != o.Address => (NotFound, this),
            (_, null) => (NotFound, this),
            (Login or Find, { } a) => ((Slot(a) & BlockedBit) == 0 ? Ok : Blocked, this),
            (Block, { } a) => (Ok, With(a, Slot(a) | BlockedBit)),
            (Approve, { } a) => (Ok, With(a, Slot(a) & ~BlockedBit)),
            (Delete, { } a) => (Ok, With(a, 0)),
            (Change, { } a) when a == o.Address => (Ok, this),
            (Change, { } a) => Slot(o.Address!.Value) == 0 ? (Ok, With(o.Address.Value, Slot(a)).With(a, 0)) : (Taken, this),
            _ => throw new ArgumentOutOfRangeException(nameof(o), o.Kind, null),
        };
    }

    private uint Slot(int address) => (uint)(Slots >> (address * Width)) & Mask;

    private AddressModel With(int address, uint slot)
    {
        var shift = address * Width;
        return new((Slots & ~((ulong)Mask << shift)) | ((ulong)slot << shift));
    }

    private int? AddressOf(int member)
    {
        for (var address = 0; address < Addresses; address++)
        {
            if (Slot(address) >> 1 == member)
            {
                return address;
            }
        }

        return null;
    }
}
