namespace Members.Tests.Cluster.Blocking;

/// <summary>Credentials that outlive their end are found, all of them, and no others.</summary>
public sealed class RevocationHistoryTests
{
    private readonly RevocationHistory _history = new();

    [Fact]
    public void A_check_that_began_after_a_block_had_returned_is_told_with_its_times()
    {
        _history.Revoked(new Revocation(1, "block", 100, 200));
        _history.Accepted(new AcceptedCheck(1, OpenedAt: 50, Call: 201, Return: 260));

        var stale = Assert.Single(_history.Violations());
        Assert.Equal(
            "register 1: a credential open at 50 was accepted by a check in [201, 260], 1 ticks after block in [100, 200]", $"{stale}");
    }

    [Theory]
    [InlineData(1, 10, 200, "began at the tick of the return")]
    [InlineData(1, 10, 150, "overlaps")]
    [InlineData(1, 10, 20, "was before")]
    [InlineData(1, 100, 300, "may have been opened after the call of the revocation")]
    [InlineData(1, 250, 300, "was opened after the revocation")]
    [InlineData(2, 10, 300, "is of another register")]
    public void A_check_may_accept_what_the_revocation_need_not_have_ended(int register, long openedAt, long call, string why)
    {
        _history.Revoked(new Revocation(1, "block", 100, 200));
        _history.Accepted(new AcceptedCheck(register, openedAt, call, call + 100));
        Assert.True(_history.Violations().Count == 0, why);
    }

    [Fact]
    public void The_revocation_that_returned_first_counts_though_it_was_not_called_first()
    {
        _history.Revoked(new Revocation(1, "set password", 100, 900));
        _history.Revoked(new Revocation(1, "logout of all", 120, 130));
        _history.Revoked(new Revocation(1, "logout of all", 120, 140));
        _history.Accepted(new AcceptedCheck(1, OpenedAt: 50, Call: 131, Return: 132));
        _history.Accepted(new AcceptedCheck(1, OpenedAt: 119, Call: 133, Return: 134));
        _history.Accepted(new AcceptedCheck(1, OpenedAt: 120, Call: 500, Return: 501));
        Assert.Equal([131L, 133L], _history.Violations().Select(v => v.Check.Call));
        Assert.All(_history.Violations(), v => Assert.Equal(130, v.Revocation.Return));
    }

    [Fact]
    public void It_agrees_with_comparing_every_check_to_every_revocation()
    {
        var (random, found) = (new Random(1), 0);
        for (var run = 0; run < 500; run++)
        {
            var history = new RevocationHistory();
            var revocations = Enumerable.Range(0, random.Next(6)).Select(_ => NewRevocation(random)).ToList();
            var checks = Enumerable.Range(0, 30).Select(_ => NewCheck(random)).ToList();
            revocations.ForEach(history.Revoked);
            checks.ForEach(history.Accepted);

            var stale = checks.FindAll(c => revocations.Exists(r => r.Register == c.Register && r.Call > c.OpenedAt && r.Return < c.Call));
            Assert.Equal(stale.Order(ByContent), history.Violations().Select(v => v.Check).Order(ByContent));
            found += stale.Count;
        }

        Assert.True(found > 1000, "Hardly any check was stale.");
    }

    private static Revocation NewRevocation(Random random)
    {
        var call = random.Next(100);
        return new Revocation(random.Next(2), "block", call, call + random.Next(30));
    }

    private static AcceptedCheck NewCheck(Random random)
    {
        var call = random.Next(100);
        return new AcceptedCheck(random.Next(2), OpenedAt: random.Next(60), call, call + 1);
    }

    private static Comparer<AcceptedCheck> ByContent { get; } =
        Comparer<AcceptedCheck>.Create((x, y) => (x.Call, x.OpenedAt, x.Register).CompareTo((y.Call, y.OpenedAt, y.Register)));
}
