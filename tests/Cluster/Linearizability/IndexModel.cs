namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// What the e-mail index is by contract, one operation at a time: which member holds each address, and who is blocked.
/// A member holds exactly one address from their registration on, blocked or not, and nothing unblocks here; so at most
/// five members exist at once, and the whole state is twelve bits an address: the number of the member and whether they
/// are blocked.
/// </summary>
internal readonly record struct IndexModel
{
    public const int Addresses = 5;
    public const int MaxMember = (1 << (Width - 1)) - 1;

    private const int Width = 12;
    private const ulong BlockedBit = 1;
    private const ulong Mask = (1UL << Width) - 1;

    private IndexModel(ulong slots) => Slots = slots;

    private ulong Slots { get; }

    /// <summary>The state after an operation with its result; null when that result is impossible in this state.</summary>
    /// <param name="operation">What was called, and what it answered. With an unknown result: its effect, if it has any here.</param>
    /// <param name="reserved">
    /// Whether another operation may be keeping the address for itself just now without holding it, so that 'taken' is
    /// let pass: the lenient grade.
    /// </param>
    public IndexModel? After(Operation operation, bool reserved = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(operation.Address, Addresses);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(operation.Member - 1), (uint)MaxMember - 1);
        return operation.Kind switch
        {
            OperationKind.Register => AfterRegister(operation, reserved),
            OperationKind.Change => AfterChange(operation, reserved),
            OperationKind.Login => AfterLogin(operation),
            _ => AfterBlock(operation),
        };
    }

    public override string ToString()
    {
        var slots = Slots;
        return string.Join(", ", Enumerable.Range(0, Addresses).Select(address => Name(address, (slots >> (address * Width)) & Mask)));

        static string Name(int address, ulong slot) => slot == 0 ? $"a{address} free" : $"a{address} of m{slot >> 1}{((slot & BlockedBit) != 0 ? " (blocked)" : "")}";
    }

    private IndexModel? AfterRegister(Operation o, bool reserved)
    {
        var possible = Holder(o.Address) == 0 && !Exists(o.Member);
        return o.Result switch
        {
            Result.Ok => possible ? With(o.Address, (ulong)o.Member << 1) : null,
            Result.Taken => reserved || Holder(o.Address) != 0 ? this : null,
            Result.Unknown => possible ? With(o.Address, (ulong)o.Member << 1) : this,
            _ => null,
        };
    }

    private IndexModel? AfterChange(Operation o, bool reserved)
    {
        var old = AddressOf(o.Member);
        var exists = old >= 0;
        var holder = Holder(o.Address);
        var possible = exists && (holder == 0 || holder == o.Member);
        return o.Result switch
        {
            Result.Ok => possible ? Moved(old, o.Address) : null,
            Result.Taken => exists && (reserved || (holder != 0 && holder != o.Member)) ? this : null,
            Result.No => exists ? null : this,
            Result.Unknown => possible ? Moved(old, o.Address) : this,
            _ => null,
        };
    }

    private IndexModel? AfterLogin(Operation o)
    {
        var holds = Holder(o.Address) == o.Member;
        var legal = o.Result switch
        {
            Result.Ok => holds && !IsBlocked(o.Address),
            Result.Blocked => holds && IsBlocked(o.Address),
            Result.No => !holds,
            Result.Unknown => true,
            _ => false,
        };
        return legal ? this : null;
    }

    private IndexModel? AfterBlock(Operation o)
    {
        var address = AddressOf(o.Member);
        return o.Result switch
        {
            Result.Ok => address >= 0 ? With(address, Slot(address) | BlockedBit) : null,
            Result.No => address >= 0 ? null : this,
            Result.Unknown => address >= 0 ? With(address, Slot(address) | BlockedBit) : this,
            _ => null,
        };
    }

    private IndexModel Moved(int from, int to) => from == to ? this : With(from, 0).With(to, Slot(from));

    private IndexModel With(int address, ulong slot) => new((Slots & ~(Mask << (address * Width))) | (slot << (address * Width)));

    private ulong Slot(int address) => (Slots >> (address * Width)) & Mask;

    private int Holder(int address) => (int)(Slot(address) >> 1);

    private bool IsBlocked(int address) => (Slot(address) & BlockedBit) != 0;

    private bool Exists(int member) => AddressOf(member) >= 0;

    private int AddressOf(int member)
    {
        for (var address = 0; address < Addresses; address++)
        {
            if (Holder(address) == member)
            {
                return address;
            }
        }

        return -1;
    }
}
