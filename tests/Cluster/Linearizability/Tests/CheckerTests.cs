using Members.Tests.Cluster.Linearizability.Checking;
using Members.Tests.Cluster.Linearizability.Simulation;
using static Members.Tests.Cluster.Linearizability.Checking.Result;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>Small histories whose verdict a person can see.</summary>
public sealed class CheckerTests
{
    private static readonly Dictionary<string, Action<HistoryBuilder>> Lawful = new()
    {
        ["nothing happened"] = _ => { },
        ["everything in order"] = h => h
            .Register(1, 0, Ok).Login(1, 0, Ok).Find(1, 0, Ok).Register(2, 0, Taken)
            .Change(1, 1, Ok).Login(1, 0, NotFound).Find(null, 0, NotFound).Login(1, 1, Ok).Register(2, 0, Ok).Change(2, 1, Taken)
            .Block(1, Ok).Login(1, 1, Blocked).Find(1, 1, Blocked).Change(1, 1, Ok).Approve(1, Ok).Login(1, 1, Ok)
            .BlockAt(0, Ok).Login(2, 0, Blocked).ApproveAt(0, Ok).Find(2, 0, Ok).BlockAt(3, NotFound)
            .Delete(1, Ok).Login(1, 1, NotFound).Change(1, 2, NotFound).Delete(1, NotFound).Register(3, 1, Ok).Login(3, 1, Ok),
        ["one of several wins"] = h => h.Together(x => x.Register(1, 0, Taken).Register(2, 0, Ok).Register(3, 0, Taken)).Login(2, 0, Ok),
        ["a registration is seen before its answer"] = h => h.Together(x => x.Register(1, 0, Ok).Login(1, 0, Ok)),
        ["a login during a change"] = h => h.Register(1, 0, Ok).Together(x => x.Change(1, 1, Ok).Login(1, 0, Ok)).Login(1, 1, Ok),
        ["a login during a block"] = h => h.Register(1, 0, Ok).Together(x => x.Block(1, Ok).Login(1, 0, Ok)),
        ["an address that is left, registered during the change"] = h => h.Register(1, 0, Ok).Together(x => x.Change(1, 1, Ok).Register(2, 0, Ok)),
        ["an address that is left, refused during the change"] = h => h.Register(1, 0, Ok).Together(x => x.Change(1, 1, Ok).Register(2, 0, Taken)),
        ["a registration and a change to one address"] = h => h.Register(1, 0, Ok).Together(x => x.Change(1, 1, Taken).Register(2, 1, Ok)),
        ["two refused each other's address"] = h => h.Register(1, 0, Ok).Register(2, 1, Ok).Together(x => x.Change(1, 1, Taken).Change(2, 0, Taken)),
        ["an exchange by way of a third address"] = h => h
            .Register(1, 0, Ok).Register(2, 1, Ok).Together(x => x.Change(1, 2, Ok).Change(2, 0, Ok)).Change(1, 1, Ok).Login(1, 1, Ok).Login(2, 0, Ok),
        ["one moves to the address that another leaves"] = h => h.Register(1, 0, Ok).Register(2, 1, Ok).Together(x => x.Change(1, 2, Ok).Change(2, 0, Ok)),
        ["a deletion and a registration of the address"] = h => h.Register(1, 0, Ok).Together(x => x.Delete(1, Ok).Register(2, 0, Ok)).Login(2, 0, Ok),
        ["a block by address hits whoever has come there"] = h => h
            .Register(1, 0, Ok).Together(x => x.Change(1, 1, Ok).Register(2, 0, Ok).BlockAt(0, Ok)).Login(1, 1, Ok).Login(2, 0, Blocked),
        ["an unknown registration that happened"] = h => h.Register(1, 0, Unknown).Login(1, 0, Ok).Register(2, 0, Taken),
        ["an unknown registration that did not"] = h => h.Register(1, 0, Unknown).Login(1, 0, NotFound).Register(2, 0, Ok).Login(2, 0, Ok),
        ["an unknown change that happens late"] = h => h.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 0, Ok).Login(1, 1, Ok),
        ["an unknown change between two reads"] = h => h.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 1, NotFound).Login(1, 0, NotFound),
        ["an unknown registration long after its call"] = h => h
            .Register(1, 0, Unknown).Login(1, 0, NotFound).Register(2, 1, Ok).Login(1, 0, NotFound).Login(1, 0, Ok),
        ["an unknown block long after its call"] = h => h.Register(1, 0, Ok).Block(1, Unknown).Login(1, 0, Ok).Login(1, 0, Ok).Login(1, 0, Blocked),
        ["several unknown operations together"] = h => h.Register(1, 0, Ok).Register(2, 1, Ok)
            .Change(1, 2, Unknown).Change(2, 0, Unknown).Register(3, 1, Ok).Login(2, 0, Ok).Login(1, 2, Ok),
    };

    private static readonly Dictionary<string, Action<HistoryBuilder>> Unlawful = new()
    {
        ["two winners"] = h => h.Together(x => x.Register(1, 0, Ok).Register(2, 0, Ok)),
        ["another winner than the answer says"] = h => h.Together(x => x.Register(1, 0, Taken).Register(2, 0, Ok)).Login(1, 0, Ok),
        ["a lost registration, by login"] = h => h.Register(1, 0, Ok).Login(1, 0, NotFound),
        ["a lost registration, by look-up"] = h => h.Register(1, 0, Ok).Find(null, 0, NotFound),
        ["a lost registration, by registration"] = h => h.Register(1, 0, Ok).Register(2, 0, Ok),
        ["a lost registration, by change"] = h => h.Register(1, 0, Ok).Change(1, 1, NotFound),
        ["a lost registration, by block"] = h => h.Register(1, 0, Ok).Block(1, NotFound),
        ["a lost registration, by block of the address"] = h => h.Register(1, 0, Ok).BlockAt(0, NotFound),
        ["a lost registration, by deletion"] = h => h.Register(1, 0, Ok).Delete(1, NotFound),
        ["a lost change"] = h => h.Register(1, 0, Ok).Change(1, 1, Ok).Login(1, 1, NotFound),
        ["a registration is seen, and then not"] = h => h.Register(1, 0, Unknown).Login(1, 0, Ok).Login(1, 0, NotFound),
        ["the wrong member is found"] = h => h.Register(1, 0, Ok).Register(2, 1, Ok).Find(2, 0, Ok),
        ["an old address lets in"] = h => h.Register(1, 0, Ok).Change(1, 1, Ok).Login(1, 0, Ok),
        ["an old address is not free"] = h => h.Register(1, 0, Ok).Change(1, 1, Ok).Register(2, 0, Taken),
        ["two addresses let in"] = h => h.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 1, Ok).Login(1, 0, Ok),
        ["no address lets in"] = h => h.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 0, NotFound).Login(1, 1, NotFound),
        ["a login after a block"] = h => h.Register(1, 0, Ok).Block(1, Ok).Login(1, 0, Ok),
        ["a login after a block was seen"] = h => h.Register(1, 0, Ok).Together(x => x.Block(1, Ok).Login(1, 0, Blocked)).Login(1, 0, Ok),
        ["a look-up that does not know of a block"] = h => h.Register(1, 0, Ok).BlockAt(0, Ok).Find(1, 0, Ok),
        ["a block that nobody made"] = h => h.Register(1, 0, Ok).Login(1, 0, Blocked),
        ["a block that stays after an approval"] = h => h.Register(1, 0, Ok).Block(1, Ok).Approve(1, Ok).Login(1, 0, Blocked),
        ["a block by address hits a member who has left"] = h => h.Register(1, 0, Ok).Change(1, 1, Ok).BlockAt(0, Ok),
        ["a block by address hits the member before"] = h => h
            .Register(1, 0, Ok).Change(1, 1, Ok).Register(2, 0, Ok).BlockAt(0, Ok).Login(1, 1, Blocked),
        ["a blocked member loses the address"] = h => h.Register(1, 0, Ok).Block(1, Ok).Register(2, 0, Ok),
        ["a deleted member logs in"] = h => h.Register(1, 0, Ok).Delete(1, Ok).Login(1, 0, Ok),
        ["a deleted member is found"] = h => h.Register(1, 0, Ok).Delete(1, Ok).Find(1, 0, Ok),
        ["a deleted member keeps the address"] = h => h.Register(1, 0, Ok).Delete(1, Ok).Register(2, 0, Taken),
        ["a deleted member moves"] = h => h.Register(1, 0, Ok).Delete(1, Ok).Change(1, 1, Ok),
        ["a change is refused for nobody"] = h => h.Register(1, 0, Ok).Change(1, 1, Taken),
        ["a registration is refused for nobody"] = h => h.Register(1, 0, Ok).Register(2, 1, Taken),
        ["two registrations refuse each other"] = h => h.Together(x => x.Register(1, 0, Taken).Register(2, 0, Taken)),
        ["two changes refuse each other"] = h => h.Register(1, 0, Ok).Register(2, 1, Ok).Together(x => x.Change(1, 2, Taken).Change(2, 2, Taken)),
        ["a registration and a change refuse each other"] = h => h.Register(1, 0, Ok).Together(x => x.Change(1, 1, Taken).Register(2, 1, Taken)),
        ["an address is taken by a registration that never was"] = h => h.Register(1, 0, Unknown).Register(2, 0, Taken).Login(1, 0, NotFound).Register(3, 0, Ok),
        ["two members are swapped"] = h => h.Register(1, 0, Ok).Register(2, 1, Ok).Together(x => x.Change(1, 1, Ok).Change(2, 0, Ok)),
        ["a registration and a change win one address"] = h => h.Register(1, 0, Ok).Together(x => x.Change(1, 1, Ok).Register(2, 1, Ok)),
        ["an unknown operation before its call"] = h => h.Login(1, 0, Ok).Register(1, 0, Unknown),
        ["an unknown operation twice"] = h => h.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 1, Ok).Change(1, 0, Ok).Login(1, 1, Ok),
    };

    public static TheoryData<string> LawfulNames => [.. Lawful.Keys];

    public static TheoryData<string> UnlawfulNames => [.. Unlawful.Keys];

    [Theory]
    [MemberData(nameof(LawfulNames))]
    public void A_lawful_history_is_linearizable(string name) =>
        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check(Write(Lawful[name])));

    [Theory]
    [MemberData(nameof(UnlawfulNames))]
    public void An_unlawful_history_is_a_violation(string name) =>
        Assert.IsType<Verdict.Violation>(LinearizabilityChecker.Check(Write(Unlawful[name])));

    [Fact]
    public void An_address_is_taken_until_the_change_away_from_it_is_seen_and_not_longer()
    {
        Operation change = new(1, OperationKind.Change, 1, 1, Ok, 10, 50), seen = new(2, OperationKind.Login, 1, 1, Ok, 20, 21);
        var registered = new Operation(1, OperationKind.Register, 0, 1, Ok, 1, 2);
        var refused = new Operation(3, OperationKind.Register, 0, 2, Taken, 15, 16);

        Assert.IsType<Verdict.Linearizable>(LinearizabilityChecker.Check([registered, change, seen, refused]));
        Assert.IsType<Verdict.Violation>(LinearizabilityChecker.Check([registered, change, seen, refused with { Call = 30, Return = 31 }]));
    }

    [Fact]
    public void A_violation_says_how_far_the_explanation_came_and_where_it_stuck()
    {
        var history = Write(h => h.Register(1, 0, Ok).Change(1, 1, Ok).Login(1, 0, Ok).Login(1, 1, Ok));
        var violation = Assert.IsType<Verdict.Violation>(LinearizabilityChecker.Check(history));

        Assert.Equal(history.Take(2), violation.Prefix);
        Assert.Equal([history[2]], violation.Stuck);
        Assert.Contains("a0 free, a1 m1, a2 free", violation.ToString());
        Assert.Contains("client 3: Login m1 a0 -> Ok [5, 6]", violation.ToString());
        Assert.Equal(history.Take(3), HistoryReport.Shrink(history));
    }

    [Fact]
    public void A_search_that_is_given_up_is_undecided() => Assert.IsType<Verdict.Undecided>(
        LinearizabilityChecker.Check(SimulatedRun.Of(seed: 1).History, limit: 3));

    [Theory]
    [InlineData(AddressModel.Addresses, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, AddressModel.MaxMember + 1)]
    public void What_does_not_fit_into_the_model_is_an_error(int address, int member) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => default(AddressModel).After(new Operation(1, OperationKind.Register, address, member, Ok, 1, 2)));

    [Fact]
    public void The_highest_numbers_fit_into_the_model()
    {
        var state = default(AddressModel);
        foreach (var operation in Write(h => h.Register(AddressModel.MaxMember, AddressModel.Addresses - 1, Ok).Block(AddressModel.MaxMember, Ok)))
        {
            state = state.After(operation)!.Value;
        }

        Assert.Equal($"a0 free, a1 free, a2 free, a3 free, a4 m{AddressModel.MaxMember} blocked", state.ToString());
    }

    private static IReadOnlyList<Operation> Write(Action<HistoryBuilder> write)
    {
        var history = new HistoryBuilder();
        write(history);
        return history.Operations;
    }
}
