using Members.Grains.Throttling;

namespace Members.Tests.Unit.Throttling;

public sealed class AttemptRulesTests
{
    private static readonly AttemptLimits Limits =
        new(Free: 3, FreeShared: 8, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), MailsPerHour: 2);
    private static readonly string Here = ThrottleBucket.OfNetwork("192.0.2.1");
    private static readonly string There = ThrottleBucket.OfNetwork("198.51.100.7");
    private static readonly string Device = ThrottleBucket.OfDevice(Make.Id(1));
    private static readonly DateTimeOffset Now = Moments.Start;

    [Fact]
    public void An_attempt_keeps_what_a_newer_version_has_added()
    {
        var record = AttemptRules.Count(new AttemptRecord(), Here, Moments.Start, Limits);
        record = record with { Unknown = Make.Unknown, Counters = [.. record.Counters.Select(c => c with { Unknown = Make.Unknown })] };

        var next = AttemptRules.Count(record, Here, Moments.Start + Moments.Second, Limits);

        Assert.Same(Make.Unknown, next.Unknown);
        Assert.All(next.Counters, c => Assert.Same(Make.Unknown, c.Unknown));
    }

    [Fact]
    public void The_first_attempts_are_free_and_each_further_one_waits_twice_as_long()
    {
        var (record, now, waits) = (new AttemptRecord(), Now, new List<double>());
        for (var i = 0; i < 12; i++)
        {
            var wait = AttemptRules.Wait(record, Device, now, Limits);
            waits.Add(wait?.TotalSeconds ?? 0);
            now += wait ?? TimeSpan.Zero;
            record = AttemptRules.Count(record, Device, now, Limits);
        }

        Assert.Equal([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60], waits);
    }

    [Fact]
    public void Attempts_of_one_network_delay_no_other_until_the_shared_bucket_is_exhausted()
    {
        var record = Tried(Here, 3);
        Assert.NotNull(AttemptRules.Wait(record, Here, Now, Limits));
        Assert.Null(AttemptRules.Wait(record, There, Now, Limits));

        record = Tried(There, 3, record);
        record = Tried(ThrottleBucket.OfNetwork("203.0.113.1"), 2, record);
        Assert.Equal(TimeSpan.FromSeconds(1), AttemptRules.Wait(record, ThrottleBucket.OfNetwork("203.0.113.99"), Now, Limits));
        Assert.Null(AttemptRules.Wait(record, Device, Now, Limits));
    }

    [Fact]
    public void A_network_is_everything_that_one_holder_of_an_ipv6_address_has()
    {
        Assert.Equal(ThrottleBucket.OfNetwork("2001:db8:1:2::1"), ThrottleBucket.OfNetwork("2001:db8:1:2:ffff::9"));
        Assert.Equal(ThrottleBucket.OfNetwork("2001:db8:1:200::1"), ThrottleBucket.OfNetwork("2001:db8:1:2ff::1"));
        Assert.NotEqual(ThrottleBucket.OfNetwork("2001:db8:1:200::1"), ThrottleBucket.OfNetwork("2001:db8:1:300::1"));
        Assert.Equal(Here, ThrottleBucket.OfNetwork("::ffff:192.0.2.1"));
    }

    [Fact]
    public void A_correct_password_resets_its_bucket_and_an_unknown_clients_the_shared_ones_too()
    {
        var record = Tried(Device, 3, Tried(Here, 3));

        Assert.Equal([Device], AttemptRules.Succeeded(record, Here).Counters.Select(t => t.Bucket));
        Assert.Equal([ThrottleBucket.Shared, Here], AttemptRules.Succeeded(record, Device).Counters.Select(t => t.Bucket));
        Assert.Equal([Device], AttemptRules.Reset(record).Counters.Select(t => t.Bucket));
    }

    [Fact]
    public void An_attempt_whose_password_was_not_checked_is_refunded()
    {
        var record = AttemptRules.Refund(Tried(Here, 3), Here, Limits);

        Assert.Null(AttemptRules.Wait(record, Here, Now, Limits));
        Assert.All(record.Counters, t => Assert.Equal(2, t.Count));
        Assert.Empty(AttemptRules.Refund(Tried(Here, 1), Here, Limits).Counters);
    }

    [Fact]
    public void A_refunded_attempt_need_not_be_waited_for_again()
    {
        var waited = Now + TimeSpan.FromMinutes(1);
        foreach (var bucket in new[] { Here, Device })
        {
            var record = Tried(bucket, 9);
            Assert.NotNull(AttemptRules.Wait(record, bucket, Now, Limits));
            var tried = AttemptRules.Count(record, bucket, waited, Limits);
            Assert.NotNull(AttemptRules.Wait(tried, bucket, waited, Limits));

            Assert.Null(AttemptRules.Wait(AttemptRules.Refund(tried, bucket, Limits), bucket, waited, Limits));
        }
    }

    [Fact]
    public void One_network_that_tries_for_days_keeps_no_other_waiting()
    {
        var (record, now) = (new AttemptRecord(), Now);
        for (var i = 0; i < 500; i++)
        {
            now += AttemptRules.Wait(record, Here, now, Limits) ?? TimeSpan.Zero;
            record = AttemptRules.Count(record, Here, now, Limits);
        }

        Assert.Null(AttemptRules.Wait(record, There, now, Limits));
        Assert.Equal(Limits.MaxDelay, AttemptRules.Wait(record, Here, now, Limits));

        // Whoever has used up their own waits for the others who have.
        for (var i = 0; i < 3; i++)
        {
            record = AttemptRules.Count(record, There, now, Limits);
        }

        Assert.True(AttemptRules.Wait(record, There, now, Limits) > TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Free_attempts_are_not_stored_and_the_last_of_them_is()
    {
        Assert.False(AttemptRules.MustBeStored(Tried(Here, 2), new AttemptRecord(), Limits));
        Assert.True(AttemptRules.MustBeStored(Tried(Here, 3), new AttemptRecord(), Limits));
        Assert.True(AttemptRules.MustBeStored(Tried(Here, 4), Tried(Here, 3), Limits));
        Assert.False(AttemptRules.MustBeStored(Tried(Here, 3), Tried(Here, 3), Limits));
    }

    [Fact]
    public void What_is_old_is_forgotten()
    {
        var record = Tried(Here, 8);

        Assert.NotNull(AttemptRules.Wait(record, Here, Now + TimeSpan.FromSeconds(30), Limits));
        Assert.Null(AttemptRules.Wait(record, Here, Now + TimeSpan.FromHours(1), Limits));
        Assert.Equal(1, AttemptRules.Count(record, Here, Now + TimeSpan.FromHours(1), Limits).Counters.Single(t => t.Bucket == Here).Count);
    }

    [Fact]
    public void A_clock_that_was_set_back_keeps_nobody_waiting()
    {
        var (record, earlier) = (Tried(Here, 9), Now - TimeSpan.FromDays(3));
        Assert.Null(AttemptRules.Wait(record, Here, earlier, Limits));

        record = AttemptRules.Count(record, Here, earlier, Limits);
        Assert.Equal(TimeSpan.FromMinutes(1), AttemptRules.Wait(record, Here, earlier, Limits));
        Assert.Null(AttemptRules.Wait(record, Here, earlier + TimeSpan.FromMinutes(1), Limits));
    }

    [Fact]
    public void What_is_kept_is_bounded_and_the_shared_count_stays()
    {
        var record = new AttemptRecord();
        for (var i = 0; i < 1000; i++)
        {
            record = AttemptRules.Count(record, ThrottleBucket.OfNetwork($"10.0.{i / 250}.{i % 250}"), Now.AddSeconds(i), Limits);
            record = AttemptRules.Count(record, ThrottleBucket.OfDevice(Make.Id(i)), Now.AddSeconds(i), Limits);
        }

        Assert.Equal(AttemptRules.MaxBuckets, record.Counters.Length);
        Assert.Equal(1000, record.Counters.Single(t => t.Bucket == ThrottleBucket.Shared).Count);
    }

    [Fact]
    public void Of_what_two_activations_know_the_higher_counts_hold()
    {
        var merged = AttemptRules.Merge(Tried(Here, 3), Tried(There, 2, Tried(Here, 1)));

        Assert.Equal([(ThrottleBucket.Shared, 3), (Here, 3), (There, 2)], merged.Counters.Select(t => (t.Bucket, t.Count)));
    }

    [Fact]
    public void Mails_are_counted_by_the_hour()
    {
        var record = AttemptRules.CountMail(AttemptRules.CountMail(new AttemptRecord(), Now), Now.AddMinutes(20));

        Assert.Equal(TimeSpan.FromMinutes(40), AttemptRules.WaitForMail(record, Now.AddMinutes(20), Limits));
        Assert.Null(AttemptRules.WaitForMail(record, Now.AddMinutes(60), Limits));
        var later = Now.AddMinutes(60);
        Assert.Equal(TimeSpan.FromMinutes(20), AttemptRules.WaitForMail(AttemptRules.CountMail(record, later), later, Limits));
    }

    private static AttemptRecord Tried(string bucket, int times, AttemptRecord? record = null) =>
        Enumerable.Range(0, times).Aggregate(record ?? new AttemptRecord(), (r, _) => AttemptRules.Count(r, bucket, Now, Limits));
}
