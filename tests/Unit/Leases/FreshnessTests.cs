using Members.Grains.Leases;

namespace Members.Tests.Unit.Leases;

public sealed class FreshnessTests
{
    private static readonly GrainId Ann = GrainId.Create("member", "ann");
    private static readonly GrainId Bob = GrainId.Create("member", "bob");
    private readonly FakeLease _lease = new();
    private readonly Freshness _freshness;

    public FreshnessTests() => _freshness = new Freshness(_lease);

    [Fact]
    public void What_was_read_is_good_while_the_lease_is_held()
    {
        var mark = _freshness.Mark();
        Assert.True(_freshness.Holds(Ann, mark));

        _lease.IsHeld = false;
        Assert.False(_freshness.Holds(Ann, mark));
    }

    [Fact]
    public void A_word_about_a_grain_voids_what_was_read_of_it_before_and_of_no_other()
    {
        var before = _freshness.Mark();
        _freshness.Forget(Ann);
        var after = _freshness.Mark();

        Assert.False(_freshness.Holds(Ann, before));
        Assert.True(_freshness.Holds(Bob, before));
        Assert.True(_freshness.Holds(Ann, after));
    }

    [Fact]
    public void A_second_word_voids_what_was_read_after_the_first()
    {
        _freshness.Forget(Ann);
        var between = _freshness.Mark();
        _freshness.Forget(Ann);

        Assert.False(_freshness.Holds(Ann, between));
    }

    [Fact]
    public void Giving_up_all_voids_everything_read_before_and_nothing_read_after()
    {
        var before = _freshness.Mark();
        _freshness.Forget(Bob);
        _freshness.ForgetAll();

        Assert.False(_freshness.Holds(Ann, before));
        Assert.False(_freshness.Holds(Bob, before));
        Assert.True(_freshness.Holds(Bob, _freshness.Mark()));
    }

    [Fact]
    public void More_words_than_are_kept_cost_all_memory_but_lose_none()
    {
        var before = _freshness.Mark();
        for (var i = 0; i <= Freshness.MostKept; i++)
        {
            _freshness.Forget(GrainId.Create("member", $"m{i}"));
        }

        Assert.False(_freshness.Holds(Ann, before));
        Assert.False(_freshness.Holds(GrainId.Create("member", "m0"), before));
        Assert.True(_freshness.Holds(Ann, _freshness.Mark()));
    }

    [Fact]
    public async Task However_words_meet_what_was_read_before_one_is_never_good_after_it()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var givingUp = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                _freshness.ForgetAll();
            }
        });
        var rounds = 0;
        while (!end.IsCancellationRequested)
        {
            var mark = _freshness.Mark();
            _freshness.Forget(Ann);
            Assert.False(_freshness.Holds(Ann, mark));
            rounds++;
        }

        await givingUp;
        Assert.True(rounds > 100, $"only {rounds} rounds");
    }
}
