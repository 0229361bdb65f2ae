using Members.Silo.Mail;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Mail;

/// <summary>A server that takes minutes for a mail gets it once, and holds nothing else up.</summary>
public sealed class SlowServerTests
{
    private readonly FakeTransport _transport = new();

    // The outbox cannot know how far a slow server is.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_mail_that_arrives_after_it_was_to_be_tried_again_arrives_once(int retries)
    {
        await using var bench = await Bench.Start(_transport);
        foreach (var job in new[] { Sample.SetPassword(), Sample.Code(), Sample.Undoable(), Sample.Changed() })
        {
            bench.Dispatcher.Post(job);
            var first = await _transport.Begun();
            for (var retry = 1; retry <= retries; retry++)
            {
                bench.Dispatcher.Post(job with { Attempt = 1 + retry });
            }

            first.End.SetResult();
            Assert.Equal(job.EntryId, (await bench.Grains.Receipt()).Entry);
            var after = Sample.Changed();
            bench.Dispatcher.Post(after);
            var next = await _transport.Begun();
            Assert.Equal(after.EntryId, next.Mail.EntryId);
            next.End.SetResult();
            await bench.Grains.Receipt();
        }
    }

    [Fact]
    public async Task A_link_that_is_asked_for_while_another_is_being_sent_does_not_wait_for_it()
    {
        await using var bench = await Bench.Start(_transport);
        var job = Sample.SetPassword();
        var asked = Sample.SetPassword(job.MemberId);
        bench.Dispatcher.Post(job);
        var first = await _transport.Begun();
        bench.Dispatcher.Post(asked);

        var second = await _transport.Begun();

        Assert.Contains(asked.Link!.Reveal(), second.Mail.Message.TextBody, StringComparison.Ordinal);
        second.End.SetResult();
        Assert.Equal(asked.EntryId, (await bench.Grains.Receipt()).Entry);
        first.End.SetResult();
        Assert.Equal(job.EntryId, (await bench.Grains.Receipt()).Entry);
    }

    [Fact]
    public async Task A_mail_whose_attempt_failed_meanwhile_is_tried_again_at_once()
    {
        await using var bench = await Bench.Start(_transport);
        var job = Sample.SetPassword();
        var again = job with { Link = Sample.NewLink(job.MemberId), Attempt = 2 };
        bench.Dispatcher.Post(job);
        var first = await _transport.Begun();
        bench.Dispatcher.Post(again);
        first.End.SetException(new TimeoutException());

        var second = await _transport.Begun();

        Assert.Contains(again.Link!.Reveal(), second.Mail.Message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_mails_give_their_places_to_others_and_only_so_many_are_under_way()
    {
        var clock = new FakeTimeProvider(Sample.Now);
        await using var bench = await Bench.Start(_transport, clock: clock);
        var jobs = Enumerable.Range(0, MailDispatcher.Senders + 1).Select(_ => Sample.Changed()).ToList();
        jobs.ForEach(bench.Dispatcher.Post);
        var begun = new List<FakeTransport.Delivery>();
        while (begun.Count < MailDispatcher.Senders)
        {
            for (var place = 0; place < MailDispatcher.Places; place++)
            {
                begun.Add(await _transport.Begun());
            }

            clock.Advance(MailDispatcher.Patience - TimeSpan.FromSeconds(1));
            Assert.False(_transport.HasBegun);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(_transport.HasBegun);
        begun[0].End.SetResult();
        Assert.Equal(jobs[^1].EntryId, (await _transport.Begun()).Mail.EntryId);
    }
}
