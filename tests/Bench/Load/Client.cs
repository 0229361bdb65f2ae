using System.Net.Sockets;
using System.Text;
using HdrHistogram;

namespace Members.Tests.Bench.Load;

/// <summary>One client of a load: it sends, waits for the answer and sends again, on a thread of its own.</summary>
internal sealed class Client(LoadPlan plan, int number, LoadClock clock)
{
    private const double LongestPatience = 30;
    private static readonly TimeSpan BeforeAnother = TimeSpan.FromMilliseconds(5), BeforeAgain = TimeSpan.FromMilliseconds(100);
    private readonly RequestBytes[] _requests = [.. plan.Requests.Select(r => new RequestBytes(r))];
    private readonly Dictionary<int, long> _answers = [];

    /// <summary>Answers by status.</summary>
    public IReadOnlyDictionary<int, long> Answers => _answers;

    /// <summary>Latencies of successes in microseconds, from when the request was due.</summary>
    public LongHistogram Latencies { get; } = Histograms.New();

    /// <summary>By how many microseconds the client sent late although it was idle.</summary>
    public LongHistogram Late { get; } = Histograms.New();

    public List<string> Bodies { get; } = [];

    /// <summary>Sends until the time is over.</summary>
    public void Run()
    {
        // What comes after the end is not counted.
        var patience = TimeSpan.FromSeconds(Math.Min(LongestPatience, clock.End + 1));
        using var connection = new Connection(plan.Port, patience);
        var schedule = new Schedule(plan.Rate, plan.Clients, number);
        for (var sent = 0L; clock.Now < clock.End && clock.Take() is { } count; sent++)
        {
            var due = schedule.Due(sent);
            if (due is { } at)
            {
                var isIdle = clock.Now < at;
                clock.WaitUntil(at);
                Note(Late, isIdle ? clock.Now - at : 0);
            }

            var bytes = _requests[count % _requests.Length].With(plan.First + (count % plan.Numbers));
            var from = due ?? clock.Now;
            var status = Send(connection, bytes);
            while (plan.Insists && (status is 429 or 503) && clock.Now < clock.End)
            {
                Thread.Sleep(BeforeAgain);
                status = Send(connection, bytes);
            }

            Count(status, from);
        }
    }

    // 0 when there is no answer.
    private int Send(Connection connection, ReadOnlySpan<byte> request)
    {
        try
        {
            var response = connection.Send(request);
            if (plan.KeepBodies && response.Status is >= 200 and < 300)
            {
                Bodies.Add(Encoding.UTF8.GetString(response.Body));
            }

            return response.Status;
        }
        catch (SocketException)
        {
            Thread.Sleep(BeforeAnother);
            return 0;
        }
    }

    private void Count(int status, double from)
    {
        var now = clock.Now;
        if (now < clock.Begin || now > clock.End)
        {
            return;
        }

        _answers[status] = _answers.GetValueOrDefault(status) + 1;
        if (status is >= 200 and < 300)
        {
            Note(Latencies, now - from);
        }
    }

    private static void Note(LongHistogram histogram, double seconds) =>
        histogram.RecordValue(Math.Clamp((long)(seconds * 1_000_000), 1, Histograms.Highest));
}
