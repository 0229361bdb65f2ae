using System.Collections.Concurrent;
using Members.Silo.Mail;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Mail;

/// <summary>How long a mail server may take (RFC 5321, 4.5.3.2).</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly LimitClock _clock = new();

    [Theory]
    [InlineData("CONNECT", 300)]
    [InlineData("EHLO", 300)]
    [InlineData("MAIL", 300)]
    [InlineData("RCPT", 300)]
    [InlineData("DATA", 120)]
    [InlineData("END", 600)]
    public async Task Each_step_has_the_time_of_the_rfc_and_is_then_given_up(string step, int seconds)
    {
        await using var server = ScriptedServer.Start();
        server.Hold(step);
        var sending = Send(server);
        await Await(server, step, seconds);

        _clock.Time.Advance(TimeSpan.FromSeconds(seconds) - Second);
        Assert.False(sending.IsCompleted);
        _clock.Time.Advance(Second);

        await Assert.ThrowsAsync<TimeoutException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("CONNECT", 300)]
    [InlineData("EHLO", 300)]
    [InlineData("MAIL", 300)]
    [InlineData("RCPT", 300)]
    [InlineData("DATA", 120)]
    [InlineData("END", 600)]
    public async Task A_server_that_takes_80_seconds_for_a_step_gets_the_mail(string step, int seconds)
    {
        await using var server = ScriptedServer.Start();
        var answer = server.Hold(step);
        var sending = Send(server);
        await Await(server, step, seconds);

        _clock.Time.Advance(TimeSpan.FromSeconds(80));
        answer.SetResult(step switch { "CONNECT" => "220 at last", "DATA" => "354 go on", _ => "250 at last" });

        await sending.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(server.Mails);
    }

    [Theory]
    [InlineData("RCPT", 5)]
    [InlineData("DATA", 5)]
    [InlineData("END", 600)]
    public async Task A_shorter_setting_is_for_all_but_the_answer_to_the_mail(string step, int seconds)
    {
        await using var server = ScriptedServer.Start();
        server.Hold(step);
        var sending = Send(server, TimeSpan.FromSeconds(5));
        await Await(server, step, seconds);

        _clock.Time.Advance(TimeSpan.FromSeconds(seconds));

        await Assert.ThrowsAsync<TimeoutException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    // The mail is where it should be, or refused: what comes then is for politeness.
    [Theory]
    [InlineData("QUIT", "END", "250 taken", null)]
    [InlineData("RSET", "END", "554 5.6.0 no", typeof(MailRefusedException))]
    public async Task An_answer_that_nothing_depends_on_is_hardly_waited_for(string step, string before, string answer, Type? failure)
    {
        await using var server = ScriptedServer.Start((before, answer));
        server.Hold(step);
        var sending = Send(server);
        await Await(server, step, 10);

        _clock.Time.Advance(TimeSpan.FromSeconds(10));

        var end = await Record.ExceptionAsync(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(failure, end?.GetType());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public async Task A_mail_of_any_length_is_followed_to_its_end(int length)
    {
        await using var server = ScriptedServer.Start();
        server.Hold("END");
        var job = Sample.Changed();
        var composer = Sample.Composer(new MailOptions { SiteName = new string('x', length) });
        var sending = Sample.Transport(Options(server), clock: _clock).Send(composer.Compose(job), CancellationToken.None);

        await Await(server, "END", 600);

        Assert.False(sending.IsCompleted);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_slow_server()
    {
        await using var server = ScriptedServer.Start();
        server.Hold("END");
        await using var bench = await Bench.Start(Sample.Transport(Options(server), clock: _clock), clock: _clock);
        bench.Dispatcher.Post(Sample.SetPassword());
        await server.Reached("END");

        var stopped = bench.Dispatcher.StopAsync(CancellationToken.None);
        _clock.Time.Advance(TimeSpan.FromSeconds(5));

        await stopped.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static MailOptions Options(ScriptedServer server) => new() { Port = server.Port, Security = MailSecurity.None };

    private Task Send(ScriptedServer server, TimeSpan? setting = null)
    {
        var options = Options(server);
        options.Timeout = setting ?? options.Timeout;
        return Sample.Transport(options, clock: _clock).Send(Sample.Composer().Compose(Sample.SetPassword()), CancellationToken.None);
    }

    // The limit begins a moment after the server has the bytes.
    private async Task Await(ScriptedServer server, string step, int seconds)
    {
        await server.Reached(step);
        await Eventually.Holds(() => Task.FromResult(_clock.Limit == TimeSpan.FromSeconds(seconds)), $"the limit of {step}");
    }

    /// <summary>A clock of the test's that tells which time limit began last.</summary>
    private sealed class LimitClock : TimeProvider
    {
        private readonly ConcurrentStack<TimeSpan> _limits = new();

        public FakeTimeProvider Time { get; } = new(Sample.Now);

        public TimeSpan? Limit => _limits.TryPeek(out var limit) ? limit : null;

        public override DateTimeOffset GetUtcNow() => Time.GetUtcNow();

        public override long GetTimestamp() => Time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(this, Time.CreateTimer(callback, state, dueTime, period));

        private sealed class Timer(LimitClock clock, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var changed = timer.Change(dueTime, period);
                clock._limits.Push(dueTime);
                return changed;
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
