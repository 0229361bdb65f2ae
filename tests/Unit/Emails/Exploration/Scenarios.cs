using static Members.Tests.Unit.Emails.Exploration.Command;


namespace Members.Tests.Unit.Emails.Exploration;

internal static class Scenarios
{
    public static readonly Scenario BothRegister = new("both register x", [], [new(Register, 'A', 'x'), new(Register, 'B', 'x', 1)]);

    public static readonly Scenario RegisterAgainstMove = new(
        "A registers x, B moves y to x", [new('B', 'y')], [new(Register, 'A', 'x'), new(Move, 'B', 'x', 1)]);

    public static readonly Scenario BothMove = new(
        "A moves y to x, B moves z to x", [new('A', 'y'), new('B', 'z')], [new(Move, 'A', 'x'), new(Move, 'B', 'x', 1)]);

    public static readonly Scenario Swap = new(
        "A and B want each other's address", [new('A', 'x'), new('B', 'y')], [new(Move, 'A', 'y'), new(Move, 'B', 'x', 1)]);

    public static readonly Scenario Locks = Swap with { Name = "swap with locks", LocksRows = true, Faults = 0 };

    public static readonly Scenario Left = new(
        "A leaves y for x, B registers y", [new('A', 'y')], [new(Move, 'A', 'x'), new(Register, 'B', 'y', 1)]);

    public static readonly Scenario Undone = new(
        "A moves y to x, verified, and undoes it, B registers y",
        [new('A', 'y', Code: 'x')],
        [new(MoveVerified, 'A', 'x'), new(Undo, 'A', 'y'), new(Register, 'B', 'y', 1)]);

    public static readonly Scenario Deleted = new(
        "A is deleted, B registers x", [new('A', 'x')], [new(Delete, 'A'), new(Register, 'B', 'x', 1)]);

    public static readonly Scenario TwoTargets = new(
        "A moves y to x at one silo and to z at another", [new('A', 'y')], [new(Move, 'A', 'x'), new(Move, 'A', 'z', 1)]);

    public static readonly Scenario DeletedElsewhere = new(
        "A moves y to x at one silo and is deleted at another", [new('A', 'y')], [new(Move, 'A', 'x'), new(Delete, 'A', Silo: 1)]);

    public static readonly Scenario BlockedByAddress = new(
        "whoever has x is blocked, A moves x to y, B registers x", [new('A', 'x')],
        [new(Block, '-', 'x', 1), new(Move, 'A', 'y'), new(Register, 'B', 'x', 1)]);

    public static readonly Scenario StaleIndex = new(
        "the index still sends x to A, B registers x", [new('A', 'y', Former: 'x')], [new(Register, 'B', 'x', 1), new(Command.Login, 'A', 'x'), new(Command.Login, 'B', 'x')]);

    public static readonly Scenario[] All =
    [
        BothRegister, With(BothRegister, 'A', 'x'), RegisterAgainstMove, With(RegisterAgainstMove, 'B', 'x'), BothMove, Swap, Locks, With(Swap, 'A', 'x'), Left, With(Left, 'A', 'x'), With(Left, 'A', 'y'),
        Undone, With(Undone, 'A', 'y'), Deleted, With(Deleted, 'A', 'x'), TwoTargets, With(TwoTargets, 'A', 'x'), DeletedElsewhere, With(DeletedElsewhere, 'A', 'x'), BlockedByAddress,
        StaleIndex, StaleIndex with { HasIndexPerSilo = true },
    ];

    private static Scenario With(Scenario scenario, char member, char address) => scenario with
    {
        Name = $"{scenario.Name}, {member} logs in at {address}",
        Requests = [.. scenario.Requests, new(Command.Login, member, address)],
        Faults = 1,
    };
}
