using Members.Silo.Mail;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Mail;

public sealed class DispatcherTests
{
    private readonly FakeTransport _transport = new();

    [Fact]
    public async Task A_mail_that_has_left_is_reported_to_its_member()
    {
        await using var bench = await Bench.Start(_transport);
        var job = Sample.SetPassword();

        bench.Dispatcher.Post(job);
        (await _transport.Begun()).End.SetResult();

        Assert.Equal((job.MemberId, job.EntryId), await bench.Grains.Receipt());
    }

    [Fact]
    public async Task A_mail_that_has_not_left_is_not_reported_and_may_come_again()
    {
        await using var bench = await Bench.Start(_transport);
        var job = Sample.SetPassword();

        bench.Dispatcher.Post(job);
        (await _transport.Begun()).End.SetException(new IOException($"{job.To} {job.Link!.Reveal()}"));
        var line = await bench.Log.WaitFor("Could not send mail");

        Assert.False(bench.Grains.HasReceipt);
        Assert.Contains($"{job.MemberId}", line, StringComparison.Ordinal);
        Assert.Contains($"{job.EntryId}", line, StringComparison.Ordinal);
        bench.Dispatcher.Post(job);
        (await _transport.Begun()).End.SetResult();
        Assert.Equal(job.EntryId, (await bench.Grains.Receipt()).Entry);
    }

    [Fact]
    public async Task Neither_address_nor_link_is_ever_logged()
    {
        await using var bench = await Bench.Start(_transport, new FakeGrains(failures: 99), new HastyClock());
        var (bad, unexpected, good) = (Sample.SetPassword(), Sample.SetPassword(), Sample.SetPassword());

        bench.Dispatcher.Post(bad);
        (await _transport.Begun()).End.SetException(new MailKit.Net.Smtp.SmtpCommandException(
            MailKit.Net.Smtp.SmtpErrorCode.RecipientNotAccepted,
            MailKit.Net.Smtp.SmtpStatusCode.MailboxUnavailable,
            $"{bad.To} {bad.Link!.Reveal()}"));
        bench.Dispatcher.Post(unexpected);
        (await _transport.Begun()).End.SetException(new InvalidOperationException($"{bad.To} {unexpected.Link!.Reveal()}"));
        bench.Dispatcher.Post(good);
        (await _transport.Begun()).End.SetResult();
        await bench.Log.WaitFor("Could not send mail", 2);
        await bench.Log.WaitFor("could not be recorded");

        var lines = bench.Log.Lines();
        Assert.DoesNotContain(lines, l => l.Contains("ada.secret", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("mpw_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_cannot_be_written_does_not_stop_the_others()
    {
        await using var bench = await Bench.Start(_transport);
        var good = Sample.Changed();

        for (var i = 0; i < 10; i++)
        {
            bench.Dispatcher.Post(Sample.SetPassword() with { To = "no address" });
        }

        bench.Dispatcher.Post(good);
        (await _transport.Begun()).End.SetResult();

        Assert.Equal(good.EntryId, (await bench.Grains.Receipt()).Entry);
    }

    [Fact]
    public async Task A_full_queue_neither_blocks_nor_throws()
    {
        await using var bench = await Bench.Start(_transport);

        for (var i = 0; i < MailDispatcher.Capacity + 100; i++)
        {
            bench.Dispatcher.Post(Sample.Changed());
        }

        await bench.Log.WaitFor("The mail queue is full");
    }

    [Fact]
    public async Task A_mail_is_never_sent_twice_at_once()
    {
        await using var bench = await Bench.Start(_transport);
        var (job, other) = (Sample.SetPassword(), Sample.Changed());
        bench.Dispatcher.Post(job);
        var first = await _transport.Begun();

        // The senders that are free take the other mail, not the one that is under way.
        bench.Dispatcher.Post(job with { Link = Sample.NewLink(job.MemberId) });
        bench.Dispatcher.Post(other);
        var second = await _transport.Begun();

        Assert.Equal(other.EntryId, second.Mail.EntryId);
        Assert.False(_transport.HasBegun);
        first.End.SetException(new IOException());
        Assert.Equal(job.EntryId, (await _transport.Begun()).Mail.EntryId);
    }

    [Fact]
    public async Task A_receipt_is_tried_again_with_growing_pauses()
    {
        var clock = new HastyClock();
        await using var bench = await Bench.Start(_transport, new FakeGrains(failures: 4), clock);
        var job = Sample.Changed();

        bench.Dispatcher.Post(job);
        (await _transport.Begun()).End.SetResult();

        Assert.Equal(job.EntryId, (await bench.Grains.Receipt()).Entry);
        Assert.Equal([200, 400, 800, 1600], clock.Pauses.Where(p => p != MailDispatcher.Patience).Select(p => p.TotalMilliseconds));
    }

    [Fact]
    public async Task A_receipt_that_nobody_takes_is_given_up()
    {
        await using var bench = await Bench.Start(_transport, new FakeGrains(failures: 99), new HastyClock());

        bench.Dispatcher.Post(Sample.Changed());
        (await _transport.Begun()).End.SetResult();
        await bench.Log.WaitFor("could not be recorded");

        Assert.Equal(6, bench.Grains.Calls);
    }

    [Fact]
    public async Task A_link_that_died_waiting_is_not_sent()
    {
        var clock = new FakeTimeProvider(Sample.Now);
        await using var bench = await Bench.Start(_transport, clock: clock);
        for (var i = 0; i < 4; i++)
        {
            bench.Dispatcher.Post(Sample.Changed());
        }

        var busy = new[] { await _transport.Begun(), await _transport.Begun(), await _transport.Begun(), await _transport.Begun() };
        var job = Sample.SetPassword();
        bench.Dispatcher.Post(job);
        clock.Advance(job.LinkLifetime);
        busy[0].End.SetResult();

        Assert.Contains($"{job.EntryId}", await bench.Log.WaitFor("expired in the queue"), StringComparison.Ordinal);
        Assert.False(_transport.HasBegun);
    }

    [Fact]
    public async Task Stopping_lets_the_mail_under_way_leave_and_takes_no_other()
    {
        await using var bench = await Bench.Start(_transport);
        var jobs = Enumerable.Range(0, 5).Select(_ => Sample.Changed()).ToList();
        jobs.ForEach(bench.Dispatcher.Post);
        var begun = new[] { await _transport.Begun(), await _transport.Begun(), await _transport.Begun(), await _transport.Begun() };

        var stopped = bench.Dispatcher.StopAsync(CancellationToken.None);
        Assert.False(stopped.IsCompleted);
        Array.ForEach(begun, b => b.End.SetResult());
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(4, bench.Grains.Calls);
        Assert.False(_transport.HasBegun);
    }

    [Fact]
    public async Task Stopping_waits_some_seconds_and_no_longer()
    {
        var clock = new FakeTimeProvider(Sample.Now);
        await using var bench = await Bench.Start(_transport, clock: clock);
        bench.Dispatcher.Post(Sample.Changed());
        var begun = await _transport.Begun();

        var stopped = bench.Dispatcher.StopAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(begun.Token.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(1));
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(begun.Token.IsCancellationRequested);
        Assert.Equal(0, bench.Grains.Calls);
    }

    [Fact]
    public async Task Posting_after_the_end_does_nothing()
    {
        await using var bench = await Bench.Start(_transport);
        await bench.Dispatcher.StopAsync(CancellationToken.None);

        bench.Dispatcher.Post(Sample.Changed());

        Assert.False(_transport.HasBegun);
    }
}
