using System.Diagnostics;
using System.Diagnostics.Metrics;
using Members.Audit;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Telemetry;
using Orleans.Storage;

namespace Members.Silo.Storage;

/// <summary>Measures the commits of records: how many, of which kind, how they ended, and how long they took.</summary>
internal sealed class CommitMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Storage";

    /// <summary>The outcome of a write that found another one in its place.</summary>
    public const string Conflict = "CONFLICT";

    private readonly Histogram<double> _duration;

    public CommitMetrics(IMeterFactory meters) =>
        _duration = meters.Create(Name).CreateDurations("members.commit.duration", "Time from the decision until the record is stored");

    /// <summary>Measures one.</summary>
    /// <param name="record">The kind of record: one of <see cref="StateNames"/>.</param>
    /// <param name="commit">Writes or removes it.</param>
    public async Task Measure(string record, Func<Task> commit)
    {
        var (started, outcome) = (Stopwatch.GetTimestamp(), AuditResult.Unknown);
        try
        {
            await commit();
            outcome = AuditResult.Success;
        }
        catch (AddressTakenException)
        {
            outcome = ApiError.EmailAlreadyExists.Name;
            throw;
        }
        catch (InconsistentStateException)
        {
            outcome = Conflict;
            throw;
        }
        finally
        {
            _duration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds, new("members.record", record), new(OutcomeCounter.Tag, outcome));
        }
    }
}
