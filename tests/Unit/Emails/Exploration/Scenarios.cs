namespace Members.Tests.Unit.Emails.Exploration;

internal static class Scenarios
{
    private static readonly Request Login = new(Command.Login, 'A', 'x', 1);

    public static readonly Scenario BothRegister = new("both register x", [], [new(Command.Register, 'A', 'x'), new(Command.Register, 'B', 'x', 1)]);

    public static readonly Scenario[] All = [BothRegister,
        BothRegister with { Name = "one silo", Requests = [new(Command.Register, 'A', 'x'), new(Command.Register, 'B', 'x')] },
        BothRegister with { Name = "and login", Requests = [.. BothRegister.Requests, new(Command.Login, 'A', 'x')] },
    ];
}
