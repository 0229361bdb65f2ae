using static Members.Tests.Unit.Emails.Exploration.Command;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>The scenarios. Requests at silo 1 reach another activation of a member than those at silo 0.</summary>
internal static class Scenarios
{
    public static readonly Scenario TwoRegister = new("A and B register x", [], [new(Register, 'A', 'x'), new(Register, 'B', 'x', 1)]);

    public static readonly Scenario RegisterAgainstMove = new(
        "A registers x, B moves y to x", [new('B', 'y')], [new(Register, 'A', 'x'), new(Move, 'B', 'x', 1)]);

    public static readonly Scenario TwoMove = new(
        "A moves y to x, B moves z to x", [new('A', 'y'), new('B', 'z')], [new(Move, 'A', 'x'), new(Move, 'B', 'x', 1)]);

    public static readonly Scenario Swap = new(
        "A moves x to y, B moves y to x", [new('A', 'x'), new('B', 'y')], [new(Move, 'A', 'y'), new(Move, 'B', 'x', 1)]);

    public static readonly Scenario Freed = new(
        "A moves y to x, B registers y", [new('A', 'y')], [new(Move, 'A', 'x'), new(Register, 'B', 'y', 1)]);

    public static readonly Scenario Undone = new(
        "A moves y to x, verified, and undoes it, B registers y",
        [new('A', 'y', Code: 'x')],
        [new(MoveVerified, 'A', 'x'), new(Undo, 'A', 'y'), new(Register, 'B', 'y', 1)]);

    public static readonly Scenario Deleted = new(
        "A is deleted, B registers x", [new('A', 'x')], [new(Delete, 'A'), new(Register, 'B', 'x', 1)]);

    public static readonly Scenario TwoTargets = new(
        "A moves y to x, and elsewhere to z", [new('A', 'y')], [new(Move, 'A', 'x'), new(Move, 'A', 'z', 1)]);

    public static readonly Scenario DeletedElsewhere = new(
        "A moves y to x, and is deleted elsewhere", [new('A', 'y')], [new(Move, 'A', 'x'), new(Delete, 'A', Silo: 1)]);

    public static readonly Scenario BlockedByAddress = new(
        "whoever has x is blocked, A moves x to y, B registers x",
        [new('A', 'x')],
        [new(Block, '-', 'x', 1), new(Move, 'A', 'y'), new(Register, 'B', 'x', 1)]);

    /// <summary>The same, with a login by address while it goes on.</summary>
    public static Scenario And(this Scenario scenario, char member, char address, int silo = 0) => scenario with
    {
        Name = $"{scenario.Name}, {member} logs in at {address}",
        Requests = [.. scenario.Requests, new(Command.Login, member, address, silo)],
    };

    /// <summary>The same, without the requests of one member.</summary>
    public static Scenario Without(this Scenario scenario, char member) =>
        scenario with { Requests = scenario.Requests.RemoveAll(r => r.Member == member) };
}
