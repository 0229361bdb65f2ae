using System.Diagnostics;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>Sessions that outlive their end are found, all of them, and no others.</summary>
public sealed class SessionEpochsTests
{
    private readonly SessionEpochs _epochs = new();

    [Fact]
    public void A_check_that_began_after_a_block_had_returned_is_reported_with_its_times()
    {
        _epochs.Revoked(1, "block", 100, 200);
        _epochs.Accepted(1, openedAt: 50, call: 201, @return: 260);

        var stale = Assert.Single(_epochs.Violations());
        Assert.Equal("member 1: a session open at 50 was accepted by a check in [201, 260], 1 ticks after block in [100, 200]", stale.ToString());
    }

    [Theory]
    [InlineData(200, "began at the tick of the return")]
    [InlineData(150, "overlaps")]
    [InlineData(20, "was before")]
    public void A_check_that_began_before_the_return_may_be_accepted(long call, string why)
    {
        _epochs.Revoked(1, "block", 100, 200);
        _epochs.Accepted(1, openedAt: 10, call, @return: 300);
        Assert.True(_epochs.Violations().Count == 0, why);
    }

    [Fact]
    public void A_session_that_may_have_been_opened_after_the_revocation_may_be_accepted()
    {
        _epochs.Revoked(1, "logout all", 100, 200);
        _epochs.Accepted(1, openedAt: 100, call: 300, @return: 301);
        _epochs.Accepted(1, openedAt: 250, call: 300, @return: 301);
        Assert.Empty(_epochs.Violations());
    }

    [Fact]
    public void A_revocation_ends_the_sessions_of_its_member_only_and_one_without_an_answer_promises_nothing()
    {
        _epochs.Revoked(1, "block", 100, 200);
        _epochs.Revoked(2, "set password", 100, Operation.Never);
        _epochs.Accepted(2, openedAt: 50, call: 500, @return: 501);
        _epochs.Accepted(3, openedAt: 50, call: 500, @return: 501);
        Assert.Empty(_epochs.Violations());
    }

    [Fact]
    public void The_revocation_that_returned_first_counts_though_it_was_not_called_first()
    {
        _epochs.Revoked(1, "set password", 100, 900);
        _epochs.Revoked(1, "logout all", 120, 130);
        _epochs.Revoked(1, "logout all", 120, 140);
        _epochs.Accepted(1, openedAt: 50, call: 131, @return: 132);
        _epochs.Accepted(1, openedAt: 119, call: 133, @return: 134);
        _epochs.Accepted(1, openedAt: 120, call: 500, @return: 501);
        Assert.Equal([131L, 133L], _epochs.Violations().Select(v => v.Check.Call));
        Assert.All(_epochs.Violations(), v => Assert.Equal(130, v.Revocation.Return));
    }

    [Fact]
    public void The_scan_agrees_with_comparing_every_check_to_every_revocation()
    {
        var random = new Random(1);
        var found = 0;
        for (var run = 0; run < 500; run++)
        {
            var epochs = new SessionEpochs();
            var revocations = Enumerable.Range(0, random.Next(6)).Select(_ => Interval(random)).Select(i => new Revocation(random.Next(2), "block", i.From, i.To)).ToList();
            var checks = Enumerable.Range(0, 30).Select(_ => (Opened: random.NextInt64(60), Interval(random).From)).Select(c => new AcceptedCheck(random.Next(2), c.Opened, c.From, c.From + 1)).ToList();
            revocations.ForEach(r => epochs.Revoked(r.Member, r.Kind, r.Call, r.Return));
            checks.ForEach(c => epochs.Accepted(c.Member, c.OpenedAt, c.Call, c.Return));

            var wrong = checks.Where(c => revocations.Exists(r => r.Member == c.Member && r.Call > c.OpenedAt && r.Return < c.Call)).OrderBy(c => c.Call).ToList();
            Assert.Equal(wrong, epochs.Violations().Select(v => v.Check));
            found += wrong.Count;
        }

        Assert.True(found > 1000, "Hardly anything was wrong in these.");
    }

    [Fact]
    public void Two_million_checks_take_a_moment()
    {
        const int Members = 1000;
        for (var member = 0; member < Members; member++)
        {
            _epochs.Revoked(member, "logout all", 1_000_000, 1_000_100);
        }

        for (var n = 0; n < 2_000_000; n++)
        {
            _epochs.Accepted(n % Members, openedAt: 0, call: n / 2, @return: (n / 2) + 50);
        }

        _epochs.Refused();
        _epochs.Accepted(7, openedAt: 5, call: 1_000_101, @return: 1_000_102);
        var watch = Stopwatch.StartNew();
        Assert.Single(_epochs.Violations());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        Assert.Equal((2_000_001, 1), _epochs.Checks);
    }

    private static (long From, long To) Interval(Random random)
    {
        var from = random.Next(100);
        return (from, random.Next(5) == 0 ? Operation.Never : from + random.Next(30));
    }
}
