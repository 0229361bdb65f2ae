using Members.Leases;

namespace Members.Tests.Unit.Leases;

public sealed class CacheValidityTests
{
    private static readonly GrainId Ann = GrainId.Create("member", "ann");
    private static readonly GrainId Bob = GrainId.Create("member", "bob");
    private readonly FakeLease _lease = new();
    private readonly CacheValidity _validity;

    public CacheValidityTests() => _validity = new CacheValidity(_lease);

    [Fact]
    public void What_was_read_is_good_while_the_lease_is_held()
    {
        var generation = _validity.Generation;
        Assert.True(_validity.IsValid(Ann, generation));

        _lease.IsHeld = false;
        Assert.False(_validity.IsValid(Ann, generation));
    }

    [Fact]
    public void An_invalidation_voids_what_was_read_of_that_grain_before_it_and_of_no_other()
    {
        var before = _validity.Generation;
        _validity.Invalidate(Ann);
        var after = _validity.Generation;

        Assert.False(_validity.IsValid(Ann, before));
        Assert.True(_validity.IsValid(Bob, before));
        Assert.True(_validity.IsValid(Ann, after));
    }

    [Fact]
    public void A_second_invalidation_voids_what_was_read_after_the_first()
    {
        _validity.Invalidate(Ann);
        var between = _validity.Generation;
        _validity.Invalidate(Ann);

        Assert.False(_validity.IsValid(Ann, between));
    }

    [Fact]
    public void Invalidating_all_voids_everything_read_before_and_nothing_read_after()
    {
        var before = _validity.Generation;
        _validity.Invalidate(Bob);
        _validity.InvalidateAll();

        Assert.False(_validity.IsValid(Ann, before));
        Assert.False(_validity.IsValid(Bob, before));
        Assert.True(_validity.IsValid(Bob, _validity.Generation));
    }

    [Fact]
    public void More_invalidations_than_are_kept_invalidate_everything_but_none_is_lost()
    {
        var before = _validity.Generation;
        for (var i = 0; i <= CacheValidity.MaxInvalidations; i++)
        {
            _validity.Invalidate(GrainId.Create("member", $"m{i}"));
        }

        Assert.False(_validity.IsValid(Ann, before));
        Assert.False(_validity.IsValid(GrainId.Create("member", "m0"), before));
        Assert.True(_validity.IsValid(Ann, _validity.Generation));
    }

    [Fact]
    public async Task However_invalidations_meet_what_was_read_before_one_is_never_valid_after_it()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var invalidatingAll = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                _validity.InvalidateAll();
            }
        });
        var rounds = 0;
        while (!end.IsCancellationRequested)
        {
            var generation = _validity.Generation;
            _validity.Invalidate(Ann);
            Assert.False(_validity.IsValid(Ann, generation));
            rounds++;
        }

        await invalidatingAll;
        Assert.True(rounds > 100, $"only {rounds} rounds");
    }
}
