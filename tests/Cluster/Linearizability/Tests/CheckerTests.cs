using Members.Tests.Cluster.Contention.Simulation;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>Small histories whose verdict a person can see.</summary>
public sealed class CheckerTests
{
    [Theory]
    [InlineData("nothing", "")]
    [InlineData("changes in order",
        "register m1 a0 ok; login m1 a0 ok; find m1 a0 ok; register m2 a0 taken; change m1 a1 ok; login m1 a0 notFound; "
        + "find a0 notFound; login m1 a1 ok; change m1 a1 ok; register m2 a0 ok; change m2 a1 taken; login m2 a1 notFound; login m2 a0 ok")]
    [InlineData("blocks in order",
        "register m1 a0 ok; block m1 ok; login m1 a0 blocked; find m1 a0 blocked; change m1 a1 ok; find m1 a1 blocked; "
        + "approve m1 ok; login m1 a1 ok; block a1 ok; login m1 a1 blocked; approve a1 ok; find m1 a1 ok; block a0 notFound; "
        + "approve a0 notFound")]
    [InlineData("deletions in order",
        "register m1 a0 ok; delete m1 ok; login m1 a0 notFound; find a0 notFound; change m1 a1 notFound; delete m1 notFound; "
        + "block m1 notFound; register m2 a0 ok; login m2 a0 ok")]
    [InlineData("one of several wins", "register m1 a0 taken || register m2 a0 ok || register m3 a0 taken; login m2 a0 ok")]
    [InlineData("a registration is seen before its answer", "register m1 a0 ok || login m1 a0 ok")]
    [InlineData("a login during a change", "register m1 a0 ok; change m1 a1 ok || login m1 a0 ok; login m1 a1 ok")]
    [InlineData("a login during a block", "register m1 a0 ok; block m1 ok || login m1 a0 ok")]
    [InlineData("an address that is being left is free", "register m1 a0 ok; change m1 a1 ok || register m2 a0 ok")]
    [InlineData("an address that is being left is taken", "register m1 a0 ok; change m1 a1 ok || register m2 a0 taken")]
    [InlineData("a registration wins against a change", "register m1 a0 ok; change m1 a1 taken || register m2 a1 ok")]
    [InlineData("two are refused each other's addresses", "register m1 a0 ok; register m2 a1 ok; change m1 a1 taken || change m2 a0 taken")]
    [InlineData("one follows another who leaves",
        "register m1 a0 ok; register m2 a1 ok; change m1 a2 ok || change m2 a0 ok; login m2 a0 ok")]
    [InlineData("a registration follows a deletion", "register m1 a0 ok; delete m1 ok || register m2 a0 ok; login m2 a0 ok")]
    [InlineData("a block by address meets whoever has come there",
        "register m1 a0 ok; change m1 a1 ok || register m2 a0 ok || block a0 ok; login m1 a1 ok; login m2 a0 blocked")]
    [InlineData("an unknown registration that happened", "register m1 a0 unknown; login m1 a0 ok; register m2 a0 taken")]
    [InlineData("an unknown registration that did not", "register m1 a0 unknown; login m1 a0 notFound; register m2 a0 ok; login m2 a0 ok")]
    [InlineData("an unknown registration that happens late",
        "register m1 a0 unknown; login m1 a0 notFound; register m2 a1 ok; login m1 a0 ok")]
    [InlineData("an unknown change that happens late", "register m1 a0 ok; change m1 a1 unknown; login m1 a0 ok; login m1 a1 ok")]
    [InlineData("an unknown change between two reads",
        "register m1 a0 ok; change m1 a1 unknown; login m1 a1 notFound; login m1 a0 notFound")]
    [InlineData("an unknown block that happens late", "register m1 a0 ok; block m1 unknown; login m1 a0 ok; login m1 a0 blocked")]
    [InlineData("several unknown operations together", "register m1 a0 ok; register m2 a1 ok; change m1 a2 unknown; change m2 a0 unknown; "
        + "register m3 a1 ok; login m2 a0 ok; login m1 a2 ok")]
    public void A_lawful_history_is_linearizable(string name, string history) =>
        Assert.True(LinearizabilityChecker.Check(Notation.Parse(history)) is Verdict.Linearizable, name);

    [Theory]
    [InlineData("two winners", "register m1 a0 ok || register m2 a0 ok")]
    [InlineData("another winner than the answers say", "register m1 a0 taken || register m2 a0 ok; login m1 a0 ok")]
    [InlineData("a lost registration, seen by login", "register m1 a0 ok; login m1 a0 notFound")]
    [InlineData("a lost registration, seen by look-up", "register m1 a0 ok; find a0 notFound")]
    [InlineData("a lost registration, seen by registration", "register m1 a0 ok; register m2 a0 ok")]
    [InlineData("a lost registration, seen by change", "register m1 a0 ok; change m1 a1 notFound")]
    [InlineData("a lost registration, seen by block", "register m1 a0 ok; block m1 notFound")]
    [InlineData("a lost registration, seen by block of the address", "register m1 a0 ok; block a0 notFound")]
    [InlineData("a lost change", "register m1 a0 ok; change m1 a1 ok; login m1 a1 notFound")]
    [InlineData("a registration seen, and then not", "register m1 a0 unknown; login m1 a0 ok; login m1 a0 notFound")]
    [InlineData("another member is found", "register m1 a0 ok; register m2 a1 ok; find m2 a0 ok")]
    [InlineData("an old address lets in", "register m1 a0 ok; change m1 a1 ok; login m1 a0 ok")]
    [InlineData("an old address stays taken", "register m1 a0 ok; change m1 a1 ok; register m2 a0 taken")]
    [InlineData("two addresses let in", "register m1 a0 ok; change m1 a1 unknown; login m1 a1 ok; login m1 a0 ok")]
    [InlineData("no address lets in", "register m1 a0 ok; change m1 a1 unknown; login m1 a0 notFound; login m1 a1 notFound")]
    [InlineData("a login after a block", "register m1 a0 ok; block m1 ok; login m1 a0 ok")]
    [InlineData("a login after a block was seen", "register m1 a0 ok; block m1 ok || login m1 a0 blocked; login m1 a0 ok")]
    [InlineData("a look-up that has not heard of a block", "register m1 a0 ok; block a0 ok; find m1 a0 ok")]
    [InlineData("a block that nobody made", "register m1 a0 ok; login m1 a0 blocked")]
    [InlineData("a block that stays", "register m1 a0 ok; block m1 ok; approve m1 ok; login m1 a0 blocked")]
    [InlineData("a block by address meets who has left",
        "register m1 a0 ok; change m1 a1 ok; register m2 a0 ok; block a0 ok; login m1 a1 blocked")]
    [InlineData("a blocked member loses the address", "register m1 a0 ok; block m1 ok; register m2 a0 ok")]
    [InlineData("a deleted member logs in", "register m1 a0 ok; delete m1 ok; login m1 a0 ok")]
    [InlineData("a deleted member is found", "register m1 a0 ok; delete m1 ok; find m1 a0 ok")]
    [InlineData("a deleted member keeps the address", "register m1 a0 ok; delete m1 ok; register m2 a0 taken")]
    [InlineData("a deleted member moves", "register m1 a0 ok; delete m1 ok; change m1 a1 ok")]
    [InlineData("a registration refused for nobody", "register m1 a0 ok; register m2 a1 taken")]
    [InlineData("a change refused for nobody", "register m1 a0 ok; change m1 a1 taken")]
    [InlineData("registrations that refuse each other", "register m1 a0 taken || register m2 a0 taken")]
    [InlineData("changes that refuse each other", "register m1 a0 ok; register m2 a1 ok; change m1 a2 taken || change m2 a2 taken")]
    [InlineData("a registration and a change that refuse each other", "register m1 a0 ok; change m1 a1 taken || register m2 a1 taken")]
    [InlineData("refused for a registration that never was",
        "register m1 a0 unknown; register m2 a0 taken; login m1 a0 notFound; register m3 a0 ok")]
    [InlineData("two members are swapped", "register m1 a0 ok; register m2 a1 ok; change m1 a1 ok || change m2 a0 ok")]
    [InlineData("a registration and a change both win", "register m1 a0 ok; change m1 a1 ok || register m2 a1 ok")]
    [InlineData("an unknown operation before its call", "login m1 a0 ok; register m1 a0 unknown")]
    [InlineData("an unknown operation twice", "register m1 a0 ok; change m1 a1 unknown; login m1 a1 ok; change m1 a0 ok; login m1 a1 ok")]
    public void An_unlawful_history_is_a_violation(string name, string history) =>
        Assert.True(LinearizabilityChecker.Check(Notation.Parse(history)) is Verdict.Violation, name);

    [Fact]
    public void An_address_is_taken_until_a_change_away_from_it_is_seen_and_not_longer()
    {
        var registered = new Operation(1, OperationKind.Register, 0, 1, Result.Ok, 1, 2);
        var change = new Operation(1, OperationKind.Change, 1, 1, Result.Ok, 10, 50);
        var seen = new Operation(2, OperationKind.Login, 1, 1, Result.Ok, 20, 21);
        var refused = new Operation(3, OperationKind.Register, 0, 2, Result.Taken, 15, 16);

        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check([registered, change, seen, refused]));
        Assert.IsType<Verdict.Violation>(LinearizabilityChecker.Check([registered, change, seen, refused with { Call = 30, Return = 31 }]));
    }

    [Fact]
    public void In_a_recorded_history_claims_in_flight_refused_others_and_nothing_else_was_wrong()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Cluster", "Linearizability", "Tests", "Recorded");
        var history = HistoryFile.Load(Path.Combine(folder, "refused-while-others-claimed.jsonl"));

        Assert.IsType<Verdict.Violation>(LinearizabilityChecker.Check(history));
        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check(history.Where(o => o.Result != Result.Taken)));
    }

    [Fact]
    public void A_violation_says_how_far_the_explanation_came_and_where_it_stuck()
    {
        var history = Notation.Parse("register m1 a0 ok; change m1 a1 ok; login m1 a0 ok; login m1 a1 ok");
        var violation = Assert.IsType<Verdict.Violation>(LinearizabilityChecker.Check(history));

        Assert.Equal(history.Take(2), violation.Prefix);
        Assert.Equal([history[2]], violation.Stuck);
        Assert.Contains("a0 free, a1 m1, a2 free", violation.ToString());
        Assert.Contains("client 3: Login m1 a0 -> Ok [5, 6]", violation.ToString());
        Assert.Equal(history.Take(3), HistoryReport.Shrink(history));
    }

    [Fact]
    public void A_search_that_is_given_up_is_undecided() =>
        Assert.IsType<Verdict.Undecided>(LinearizabilityChecker.Check(SimulatedRun.Of(seed: 1).History, limit: 3));

    [Fact]
    public void The_highest_numbers_fit_into_the_model_and_nothing_above_them()
    {
        var highest = new Operation(1, OperationKind.Register, AddressModel.Addresses - 1, AddressModel.MaxMember, Result.Ok, 1, 2);
        Operation[] wrong = [highest with { Address = AddressModel.Addresses }, highest with { Address = -1 }, highest with { Member = 0 },
            highest with { Member = AddressModel.MaxMember + 1 }];

        Assert.EndsWith($"a3 free, a4 m{AddressModel.MaxMember}", default(AddressModel).After(highest).ToString());
        Assert.All(wrong, o => Assert.Throws<ArgumentOutOfRangeException>(() => default(AddressModel).After(o)));
    }
}
