using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace Members.Tests.Bench.Machine;

/// <summary>The managed heap of another process of .NET.</summary>
internal static class ManagedHeap
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Has the process collect all its garbage.</summary>
    /// <returns>What is left, in bytes.</returns>
    /// <exception cref="TimeoutException">The process did not answer.</exception>
    public static async Task<double> BytesInUse(int process)
    {
        // Opening a session with this keyword makes the process collect.
        const ClrTraceEventParser.Keywords Collect = ClrTraceEventParser.Keywords.GC | ClrTraceEventParser.Keywords.GCHeapCollect;
        using var session = new DiagnosticsClient(process).StartEventPipeSession(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, (long)Collect)], requestRundown: false);
        var left = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() =>
        {
            using var events = new EventPipeEventSource(session.EventStream);
            events.Clr.GCHeapStats += stats => left.TrySetResult(stats.TotalHeapSize);
            events.Process();
        });
        var bytes = await left.Task.WaitAsync(Patience);
        await session.StopAsync(CancellationToken.None);
        await reading.WaitAsync(Patience);
        return bytes;
    }
}
