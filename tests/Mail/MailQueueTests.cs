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
        var (first, again) = (Link(member), Link(member));
        _queue.TryEnqueue(first);
        Assert.Equal(first, await Take());
        Assert.False(_queue.HasNewer(first));

        _queue.TryEnqueue(again);
        var next = _queue.Dequeue(CancellationToken.None).AsTask();

        Assert.True(_queue.HasNewer(first));
        Assert.False(next.IsCompleted);
        _queue.Complete(first);
        Assert.Equal(again, await next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static QueuedMail Notice() => new(Sample.Changed(), Sample.Now);

    private static QueuedMail Link(Guid member) => new(Sample.SetPassword(member), Sample.Now);

    private Task<QueuedMail> Take() => _queue.Dequeue(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
