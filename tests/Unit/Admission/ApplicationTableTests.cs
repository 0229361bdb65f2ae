using Members.Accounts;
using Members.Tests.Unit.Admission.Model;

namespace Members.Tests.Unit.Admission;

/// <summary>
/// The table of transitions, cell by cell: the rules lead where it says and nowhere else, and so do the random histories of
/// ApplicationModelTests, which reach every cell of it.
/// </summary>
public sealed class ApplicationTableTests
{
    private const int Early = 0, Late = 99;
    private static readonly Terms Terms = Terms.All[0] with { LapseAfter = 8 };
    private static readonly Lazy<Reached> Histories = new(Play);
    private static readonly string[] Moments =
    [
        "the block ends", "the undo is over", "they may apply again", "the token expires", "Pending are erased", "Rejected are erased",
    ];

    public static TheoryData<MemberStatus, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<MemberStatus, string, string>();
            foreach (var (from, command, outcomes) in ApplicationTable.Cells)
            {
                cells.Add(from, $"{command}", string.Join(' ', outcomes));
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void The_rules_lead_where_the_table_says(MemberStatus status, string command, string outcomes)
    {
        var kind = Enum.Parse<CommandKind>(command);
        var found =
            from way in WaysTo(status)
            from wait in new[] { Early, Late }
            from reason in new[] { null, "another" }
            select Outcome(status, way, new Step(wait, kind, Person.Ann) { Reason = reason });

        Assert.Equal(outcomes, string.Join(' ', found.OfType<string>().Distinct().Order()));
    }

    [Fact]
    public void The_table_has_a_cell_for_every_status_of_an_application_and_every_command_but_undo_and_login() => Assert.Equal(
        from status in new[] { MemberStatus.Pending, MemberStatus.Active, MemberStatus.Rejected, MemberStatus.Blocked }
        from command in Enum.GetValues<CommandKind>().Except([CommandKind.Undo, CommandKind.Login])
        select (status, command),
        ApplicationTable.Cells.Select(c => (c.From, c.Command)));

    [Fact]
    public void Random_histories_reach_every_cell_and_lead_nowhere_else()
    {
        var reached = Histories.Value;

        var expected = ApplicationTable.Cells.SelectMany(c => c.Outcomes.Select(o => (c.From, c.Command, o)));
        var found = reached.Outcomes.Where(o => o.Command is not (CommandKind.Undo or CommandKind.Login));
        Assert.Equal(expected.Order(), found.Order());
    }

    // An undo leads to what the decision found. What is kept out again by it was blocked for longer before.
    [Theory]
    [InlineData(MemberStatus.Pending, "409 Blocked Pending same")]
    [InlineData(MemberStatus.Active, "409 Active Blocked Pending Rejected same")]
    [InlineData(MemberStatus.Rejected, "409 Blocked Pending Rejected same")]
    [InlineData(MemberStatus.Blocked, "409 Active Blocked Pending Rejected same")]
    public void Random_histories_undo_whatever_can_be(MemberStatus status, string outcomes)
    {
        var undone = Histories.Value.Outcomes.Where(o => o.From == status && o.Command == CommandKind.Undo);

        Assert.Equal(outcomes, string.Join(' ', undone.Select(o => o.Outcome).Order()));
    }

    [Fact]
    public void Random_histories_reach_every_answer_and_both_sides_of_every_moment()
    {
        var reached = Histories.Value;

        Assert.Equal(
            [AnswerKind.Changed, AnswerKind.Unchanged, AnswerKind.NotFound, AnswerKind.AlreadyDecided, AnswerKind.UndoOver],
            reached.Answers.Where(a => a.Command == CommandKind.Undo).Select(a => a.Answer).Order());
        Assert.Equal(Enum.GetValues<AnswerKind>(), reached.Answers.Select(a => a.Answer).Distinct().Order());
        Assert.Equal(Moments.Concat(Moments.Select(m => $"just before {m}")).Order(), reached.Moments.Order());
    }

    // Some of those that ApplicationModelTests plays.
    private static Reached Play()
    {
        var reached = new Reached();
        for (var i = 0UL; i < 20_000; i++)
        {
            reached.Play(History.Of(ApplicationModelTests.FirstSeed + i));
        }

        return reached;
    }

    // Blocked from each status, for a time and for good.
    private static IEnumerable<Step[]> WaysTo(MemberStatus status)
    {
        Step approve = new(0, CommandKind.Approve, Person.Ann), reject = new(0, CommandKind.Reject, Person.Ann);
        Step block = new(0, CommandKind.Block, Person.Ann), suspend = block with { Lasts = 5 };
        return status == MemberStatus.Pending ? [[]]
            : status == MemberStatus.Active ? [[approve]]
            : status == MemberStatus.Rejected ? [[reject]]
            : [[block], [approve, block], [reject, block], [suspend], [approve, suspend], [reject, suspend]];
    }

    private static string? Outcome(MemberStatus from, Step[] way, Step last)
    {
        var member = new MemberUnderTest(Beginning.Applied, Terms);
        foreach (var step in way)
        {
            Assert.Equal(AnswerKind.Changed, member.Apply(step).Kind);
        }

        Assert.Equal(from, member.Record.Status);
        member.Pass(last.After);
        return member.Record.Status == from ? ApplicationTable.Word(member.Apply(last), member.Record.Status)
            : last.Kind == CommandKind.Time ? $"{member.Record.Status}"
            : null;
    }
}
