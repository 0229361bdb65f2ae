using MailKit.Net.Smtp;
using Members.Grains.Mail;
using Members.Silo.Mail;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Mail;

/// <summary>What an operator sees of mails.</summary>
public sealed class MailMetricsTests
{
    private readonly FakeTransport _transport = new();
    private readonly FakeTimeProvider _clock = new(Sample.Now);

    [Fact]
    public async Task Attempts_by_kind_and_by_how_they_ended()
    {
        await using var bench = await Bench.Start(_transport, clock: _clock);
        await Send(bench, Sample.SetPassword(), end => end.SetResult());
        await Send(bench, Sample.Code(), end => end.SetException(new IOException()));
        await Send(bench, Sample.Changed(), end => end.SetException(new MailRefusedException(new SmtpCommandException(
            SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, "no"))));

        await Eventually.Holds(() => Task.FromResult(Attempts(bench).Values.Sum() == 3), "three attempts are counted");
        var attempts = Attempts(bench);
        Assert.Equal(
            (1, 1, 1), (attempts["SetPassword SUCCESS"], attempts["VerificationCode FAILED"], attempts["LoginEmailChanged REFUSED"]));
    }

    [Fact]
    public async Task A_mail_waits_from_its_first_attempt_until_it_has_left()
    {
        await using var bench = await Bench.Start(_transport, clock: _clock);
        var job = Sample.SetPassword();
        Assert.Equal((0, 0), Unsent(bench));

        await Send(bench, job, end => end.SetException(new IOException()));
        await bench.Log.WaitFor("Could not send mail");
        _clock.Advance(TimeSpan.FromMinutes(8));
        Assert.Equal((1, 480), Unsent(bench));

        bench.Dispatcher.Post(job with { Attempt = 2 });
        var second = await _transport.Begun();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((1, 490), Unsent(bench));

        second.End.SetResult();
        await bench.Log.WaitFor("Sent mail");
        Assert.Equal((0, 0), Unsent(bench));
    }

    [Fact]
    public async Task One_that_a_newer_one_replaces_is_not_waited_for()
    {
        await using var bench = await Bench.Start(_transport, clock: _clock);
        var member = Guid.NewGuid();
        await Send(bench, Sample.SetPassword(member), end => end.SetException(new IOException()));
        await bench.Log.WaitFor("Could not send mail");
        _clock.Advance(TimeSpan.FromMinutes(1));

        bench.Dispatcher.Post(Sample.SetPassword(member));
        var newer = await _transport.Begun();
        Assert.Equal((1, 60), Unsent(bench));

        newer.End.SetResult();
        await bench.Log.WaitFor("Sent mail");
        Assert.Equal((0, 0), Unsent(bench));
    }

    [Fact]
    public async Task One_that_does_not_come_back_is_forgotten()
    {
        await using var bench = await Bench.Start(_transport, clock: _clock);
        await Send(bench, Sample.SetPassword(), end => end.SetException(new IOException()));
        await bench.Log.WaitFor("Could not send mail");

        _clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal((0, 0), Unsent(bench));
    }

    private async Task Send(Bench bench, MailJob job, Action<TaskCompletionSource> finish)
    {
        bench.Dispatcher.Post(job);
        finish((await _transport.Begun()).End);
    }

    private static IReadOnlyDictionary<string, long> Attempts(Bench bench) =>
        bench.Meters.Read<long>(MailMetrics.Name, "members.mail.attempts");

    private static (int Count, double Seconds) Unsent(Bench bench) => (
        bench.Meters.Read<int>(MailMetrics.Name, "members.mail.unsent")[""],
        bench.Meters.Read<double>(MailMetrics.Name, "members.mail.age")[""]);
}
