using System.Diagnostics.Metrics;
using Members.Grains.Mail;
using Members.Silo.Mail;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Mail;

/// <summary>A running dispatcher with everything around it in the test's hands.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(IMailTransport transport, FakeGrains grains, TimeProvider clock)
    {
        Grains = grains;
        var receipts = new DeliveryReceipts(grains.Factory, clock, new FakeLogger<DeliveryReceipts>(Log));
        Dispatcher = new MailDispatcher(
            Sample.Composer(clock: clock),
            transport,
            receipts,
            new MailMetrics(Meters, clock),
            Failed,
            clock,
            new FakeLogger<MailDispatcher>(Log));
    }

    public IMeterFactory Meters { get; } = Readings.Meters();

    public MailDispatcher Dispatcher { get; }

    public FailedMails Failed { get; } = new();

    public FakeGrains Grains { get; }

    public FakeLogCollector Log { get; } = new();

    public static async Task<Bench> Start(IMailTransport transport, FakeGrains? grains = null, TimeProvider? clock = null)
    {
        var bench = new Bench(transport, grains ?? new FakeGrains(), clock ?? new FakeTimeProvider(Sample.Now));
        await bench.Dispatcher.StartAsync(CancellationToken.None);
        return bench;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await Dispatcher.StopAsync(now.Token);
        Dispatcher.Dispose();
    }
}
