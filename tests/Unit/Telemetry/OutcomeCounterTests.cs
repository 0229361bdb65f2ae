using System.Diagnostics.Metrics;
using Members.Outcomes;
using Members.Telemetry;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Members.Tests.Unit.Telemetry;

public sealed class OutcomeCounterTests
{
    private const string Name = "Members.Tests";

    private readonly IMeterFactory _meters = Readings.Meters();
    private readonly OutcomeCounter _counter;

    public OutcomeCounterTests() => _counter = new(_meters.Create(Name), "tests", "{test}", "Tests", ["SUCCESS", "OVERLOADED"]);

    [Fact]
    public void What_has_not_happened_yet_is_reported_as_zero()
    {
        var counter = new OutcomeCounter(
            _meters.Create(Name), "mails", "{mail}", "Mails", ["SUCCESS", "FAILED"], "members.kind", ["Link", "Code"]);
        counter.Of("FAILED", "Code").Add();

        Assert.Equal(
            [("Code FAILED", 1), ("Code SUCCESS", 0), ("Link FAILED", 0), ("Link SUCCESS", 0)],
            _meters.Read<long>(Name, "mails").OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value)));
    }

    [Fact]
    public async Task How_a_command_ends_is_counted_in_the_words_of_the_audit_log()
    {
        await _counter.Count(Task.FromResult<Outcome<string>>("done"));
        await _counter.Count(Task.FromResult<Outcome<string>>(new Refusal.Overloaded(TimeSpan.FromSeconds(1))));
        await _counter.Count(Task.FromResult<Outcome<string>>(new Refusal.MemberNotFound()));
        await Assert.ThrowsAsync<IOException>(() => _counter.Count(Task.FromException<Outcome<string>>(new IOException())));
        await Assert.ThrowsAsync<TaskCanceledException>(
            () => _counter.Count(Task.FromCanceled<Outcome<string>>(new CancellationToken(canceled: true))));

        Assert.Equal(
            [("CANCELED", 1), ("MEMBER_NOT_FOUND", 1), ("OVERLOADED", 1), ("SUCCESS", 1), ("UNKNOWN", 1)],
            _meters.Read<long>(Name, "tests").OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value)));
    }

    [Fact]
    public void Counting_allocates_nothing_while_somebody_listens()
    {
        using var listening = new MetricCollector<long>(_meters, Name, "tests");
        var tally = _counter.Of("SUCCESS");
        tally.Add();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            tally.Add();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1001, _meters.Read<long>(Name, "tests")["SUCCESS"]);
    }
}
