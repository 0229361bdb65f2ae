using static Members.Tests.Cluster.Linearizability.Result;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>Small histories whose verdict a person can see.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void What_happened_in_order_is_explained() => Explained(t => t
        .Register(1, 0, Ok).Login(1, 0, Ok).Register(2, 0, Taken)
        .Change(1, 1, Ok).Login(1, 0, No).Login(1, 1, Ok).Register(2, 0, Ok).Change(2, 1, Taken)
        .Block(1, Ok).Login(1, 1, Blocked).Login(2, 0, Ok).Change(1, 1, Ok));

    [Fact]
    public void A_second_winner_is_refused() => Refused(t => t.Together(x => x.Register(1, 0, Ok).Register(2, 0, Ok)));

    [Fact]
    public void One_winner_of_several_is_explained_whoever_it_is()
    {
        Explained(t => t.Together(x => x.Register(1, 0, Taken).Register(2, 0, Ok).Register(3, 0, Taken)).Login(2, 0, Ok));
        Refused(t => t.Together(x => x.Register(1, 0, Taken).Register(2, 0, Ok).Register(3, 0, Taken)).Login(1, 0, Ok));
    }

    [Fact]
    public void A_lost_acknowledgement_is_refused()
    {
        Refused(t => t.Register(1, 0, Ok).Login(1, 0, No));
        Refused(t => t.Register(1, 0, Ok).Register(2, 0, Ok));
        Refused(t => t.Register(1, 0, Ok).Change(1, 1, No));
        Refused(t => t.Register(1, 0, Ok).Block(1, No));
        Refused(t => t.Register(1, 0, Ok).Change(1, 1, Ok).Login(1, 1, No));
    }

    [Fact]
    public void A_registration_that_comes_to_light_before_its_answer_is_explained() =>
        Explained(t => t.Together(x => x.Register(1, 0, Ok).Login(1, 0, Ok)));

    [Fact]
    public void A_registration_seen_and_then_not_is_refused() =>
        Refused(t => t.Register(1, 0, Unknown).Login(1, 0, Ok).Login(1, 0, No));

    [Fact]
    public void An_old_address_still_alive_after_a_change_is_refused()
    {
        Refused(t => t.Register(1, 0, Ok).Change(1, 1, Ok).Login(1, 0, Ok));
        Explained(t => t.Register(1, 0, Ok).Together(x => x.Change(1, 1, Ok).Login(1, 0, Ok)).Login(1, 1, Ok));
    }

    [Fact]
    public void An_old_address_that_is_not_free_after_a_change_is_refused() =>
        Refused(t => t.Register(1, 0, Ok).Change(1, 1, Ok).Register(2, 0, Taken));

    [Fact]
    public void A_change_that_lets_both_addresses_in_is_refused()
    {
        Refused(t => t.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 1, Ok).Login(1, 0, Ok));
        Explained(t => t.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 0, Ok).Login(1, 1, Ok));
    }

    [Fact]
    public void A_change_that_lets_no_address_in_is_refused()
    {
        // At the new address no more than at the old: between the two reads it can have moved, but not while it is nowhere.
        Refused(t => t.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 0, No).Login(1, 1, No));
        Explained(t => t.Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 1, No).Login(1, 0, No));
    }

    [Fact]
    public void A_login_after_a_block_is_refused()
    {
        Refused(t => t.Register(1, 0, Ok).Block(1, Ok).Login(1, 0, Ok));
        Explained(t => t.Register(1, 0, Ok).Together(x => x.Block(1, Ok).Login(1, 0, Ok)));
        Refused(t => t.Register(1, 0, Ok).Together(x => x.Block(1, Ok).Login(1, 0, Blocked)).Login(1, 0, Ok));
    }

    [Fact]
    public void A_blocked_member_keeps_the_address() =>
        Refused(t => t.Register(1, 0, Ok).Block(1, Ok).Register(2, 0, Ok));

    [Fact]
    public void A_block_that_nobody_made_is_refused() => Refused(t => t.Register(1, 0, Ok).Login(1, 0, Blocked));

    [Fact]
    public void A_reservation_for_nobody_is_refused_even_leniently_when_nothing_was_under_way() =>
        Refused(t => t.Register(1, 0, Ok).Register(2, 1, Taken));

    [Fact]
    public void A_reservation_that_comes_to_nothing_passes_leniently()
    {
        LenientOnly(t => t.Together(x => x.Register(1, 0, Taken).Register(2, 0, Taken)));
        LenientOnly(t => t.Register(1, 0, Unknown).Register(2, 0, Taken).Login(1, 0, No).Register(3, 0, Ok));
    }

    [Fact]
    public void An_address_that_a_member_is_still_leaving_passes_leniently()
    {
        // The login sees the new address while the old one is not free yet, and the change has not answered.
        var leaving = new Operation(1, OperationKind.Change, 1, 1, Ok, 10, 50);
        IReadOnlyList<Operation> history =
        [
            new(1, OperationKind.Register, 0, 1, Ok, 1, 2),
            leaving,
            new(2, OperationKind.Login, 1, 1, Ok, 20, 21),
            new(3, OperationKind.Register, 0, 2, Taken, 30, 31),
        ];
        Assert.True(Checker.Judge(history).IsLenientOnly);

        // Who was never at the address is not leaving it.
        Assert.True(Checker.Judge([history[0], leaving, history[3] with { Address = 2 }]).IsViolation);
    }

    [Fact]
    public void An_unknown_registration_is_explained_both_ways()
    {
        Explained(t => t.Register(1, 0, Unknown).Login(1, 0, Ok).Register(2, 0, Taken));
        Explained(t => t.Register(1, 0, Unknown).Login(1, 0, No).Register(2, 0, Ok).Login(2, 0, Ok));
    }

    [Fact]
    public void An_unknown_operation_may_take_effect_long_after_its_call()
    {
        Explained(t => t.Register(1, 0, Unknown).Login(1, 0, No).Register(2, 1, Ok).Login(1, 0, No).Login(1, 0, Ok));
        Explained(t => t.Register(1, 0, Ok).Block(1, Unknown).Login(1, 0, Ok).Login(1, 0, Ok).Login(1, 0, Blocked));
    }

    [Fact]
    public void An_unknown_operation_never_takes_effect_before_its_call() =>
        Refused(t => t.Login(1, 0, Ok).Register(1, 0, Unknown));

    [Fact]
    public void An_unknown_operation_takes_effect_once() => Refused(t => t
        .Register(1, 0, Ok).Change(1, 1, Unknown).Login(1, 1, Ok).Change(1, 0, Ok).Login(1, 1, Ok));

    [Fact]
    public void Several_unknown_operations_explain_what_one_cannot() => Explained(t => t
        .Register(1, 0, Ok).Register(2, 1, Ok).Change(1, 2, Unknown).Change(2, 0, Unknown).Register(3, 1, Ok).Login(2, 0, Ok).Login(1, 2, Ok));

    [Fact]
    public void A_verdict_says_how_far_it_came_and_where_it_got_stuck()
    {
        var history = Tell(t => t.Register(1, 0, Ok).Change(1, 1, Ok).Login(1, 0, Ok).Login(1, 1, Ok));
        var verdict = Assert.IsType<Verdict.NotLinearizable>(Checker.Strict(history));

        Assert.Equal(history.Take(2), verdict.Prefix);
        Assert.Equal([history[2]], verdict.Stuck);
        Assert.Contains("a0 free, a1 of m1", verdict.ToString());
        Assert.Contains("client 3: login m1 at a0 -> Ok [5, 6]", verdict.ToString());
    }

    [Fact]
    public void A_search_that_is_given_up_is_no_success()
    {
        var history = Simulation.Run(seed: 1);
        Assert.IsType<Verdict.GaveUp>(Checker.Strict(history, limit: 3));
        var undecided = new Judgement(history, new Verdict.GaveUp(3), new Verdict.GaveUp(3));
        Assert.False(undecided.IsStrict || undecided.IsLenientOnly || undecided.IsViolation);
    }

    [Fact]
    public void An_empty_history_is_explained() => Explained(t => t);

    private static IReadOnlyList<Operation> Tell(Func<Story, Story> story) => story(new Story()).Operations;

    private static void Explained(Func<Story, Story> story) => Assert.True(Checker.Judge(Tell(story)).IsStrict);

    private static void Refused(Func<Story, Story> story) => Assert.True(Checker.Judge(Tell(story)).IsViolation);

    private static void LenientOnly(Func<Story, Story> story) => Assert.True(Checker.Judge(Tell(story)).IsLenientOnly);
}
