using Members.Silo.Mail;

namespace Members.Tests.Mail;

public sealed class MailQueueTests
{
    private readonly MailQueue _queue = new(capacity: 2);

    [Fact]
    public async Task What_does_not_fit_is_refused_until_there_is_room()
    {
        Assert.True(_queue.TryEnqueue(Notice()));
        Assert.True(_queue.TryEnqueue(Notice()));
        Assert.False(_queue.TryEnqueue(Notice()));

        await Take();

        Assert.True(_queue.TryEnqueue(Notice()));
        Assert.False(_queue.TryEnqueue(Notice()));
    }

    [Fact]
    public async Task A_newer_link_takes_the_turn_of_the_one_that_waits()
    {
        var member = Guid.NewGuid();
        var (old, between, renewed) = (Link(member), Notice(), Link(member));

        Assert.True(_queue.TryEnqueue(old) && _queue.TryEnqueue(between));
        Assert.True(_queue.TryEnqueue(renewed));

        Assert.Equal(renewed, await Take());
        Assert.Equal(between, await Take());
        Assert.True(_queue.TryEnqueue(Notice()) && _queue.TryEnqueue(Notice()));
    }

    [Fact]
    public async Task A_newer_code_takes_the_turn_of_the_one_that_waits_and_not_that_of_a_link()
    {
        var member = Guid.NewGuid();
        var (old, renewed, link) = (Code(member), Code(member), Link(member));

        Assert.True(_queue.TryEnqueue(old) && _queue.TryEnqueue(link) && _queue.TryEnqueue(renewed));

        Assert.Equal(renewed, await Take());
        Assert.Equal(link, await Take());

        static QueuedMail Code(Guid member) => new(Sample.Code() with { MemberId = member }, Sample.Now);
    }

    [Fact]
    public async Task Two_notices_of_one_member_are_two_mails()
    {
        var member = Guid.NewGuid();
        var (first, second) = (new QueuedMail(Sample.Changed(member), Sample.Now), new QueuedMail(Sample.Changed(member), Sample.Now));

        Assert.True(_queue.TryEnqueue(first) && _queue.TryEnqueue(second));

        Assert.Equal([first, second], [await Take(), await Take()]);
    }

    [Fact]
    public async Task What_comes_again_while_under_way_waits_for_its_end()
    {
        var member = Guid.NewGuid();
        var first = Link(member);
        var again = first with { Job = first.Job with { Attempt = 2 } };
        _queue.TryEnqueue(first);
        Assert.Equal(first, await Take());

        _queue.TryEnqueue(again);
        var next = _queue.Dequeue(CancellationToken.None).AsTask();

        Assert.False(next.IsCompleted);
        _queue.Complete(first);
        Assert.Equal(again, await next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    // It may take the server minutes to answer, and a code is good for ten.
    [Fact]
    public async Task What_was_asked_for_since_does_not_wait_and_takes_the_place_of_an_attempt_that_does()
    {
        var first = Link(Guid.NewGuid());
        var (asked, other) = (Link(first.Job.MemberId), Link(Guid.NewGuid()));
        _queue.TryEnqueue(first);
        await Take();
        _queue.TryEnqueue(first with { Job = first.Job with { Attempt = 2 } });

        _queue.TryEnqueue(asked);
        Assert.Equal(asked, await Take());
        _queue.Complete(first);
        _queue.Complete(asked);
        _queue.TryEnqueue(other);
        Assert.Equal(other, await Take());
    }

    [Fact]
    public async Task Another_attempt_at_what_has_got_through_is_dropped_and_nothing_else()
    {
        var first = Link(Guid.NewGuid());
        var retry = first with { Job = first.Job with { Attempt = 2 } };
        var (asked, other) = (Link(first.Job.MemberId), Link(Guid.NewGuid()));
        _queue.TryEnqueue(first);
        await Take();
        _queue.TryEnqueue(retry);
        _queue.TryEnqueue(other);

        _queue.DropRetry(first);
        _queue.Complete(first);
        Assert.Equal(other, await Take());
        _queue.TryEnqueue(asked);
        _queue.DropRetry(first);
        Assert.Equal(asked, await Take());
    }

    private static QueuedMail Notice() => new(Sample.Changed(), Sample.Now);

    private static QueuedMail Link(Guid member) => new(Sample.SetPassword(member), Sample.Now);

    private Task<QueuedMail> Take() => _queue.Dequeue(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
