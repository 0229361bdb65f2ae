using Members.Leases;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>
/// Renews this silo's lease (docs/adr/0007), on a thread and a connection of its own, so that neither a busy thread pool nor
/// an exhausted connection pool makes a healthy silo drop its cached records.
/// </summary>
internal sealed partial class LeaseKeeper(
    PostgresLeases leases, LeaseTerm term, CacheValidity validity, LeaseMetrics metrics, ILogger<LeaseKeeper> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int RenewalsInOneLease = 5;

    private readonly ManualResetEventSlim _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer)
    {
        // By this stage the silo is in the membership table, and no grain has been placed on it yet.
        observer.Subscribe(nameof(LeaseKeeper), ServiceLifecycleStage.ApplicationServices, Start, _ => Stop());
    }

    public void Dispose() => _stop.Dispose();

    // Waits for the first renewal: until then the silo may not write.
    private Task Start(CancellationToken cancellationToken)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "members-lease" };
        _thread.Start();
        return _first.Task.WaitAsync(cancellationToken);
    }

    // From now on every answer needs a read. Once the database knows that too, no other silo waits for this one.
    private Task Stop()
    {
        _stop.Set();
        _thread?.Join(leases.Length);
        term.End();
        return Task.Run(leases.TryRelease);
    }

    private void Run()
    {
        var interval = leases.Length / RenewalsInOneLease;
        NpgsqlConnection? connection = null;
        while (!_stop.IsSet)
        {
            try
            {
                connection ??= leases.Connect();
                var asked = term.Asked();
                if (leases.Renew(connection) is not { } revocations)
                {
                    metrics.NotRenewed();
                    LogDeclaredDead();
                    break;
                }

                metrics.Renewed(term.Renew(asked, leases.Length, revocations, validity.InvalidateAll));
                _first.TrySetResult();
            }
            catch (Exception failure)
            {
                metrics.NotRenewed();
                LogNotRenewed(failure.Message);
                connection?.Dispose();
                connection = null;
            }

            _stop.Wait(interval);
        }

        connection?.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not renew the lease. {Reason}")]
    private partial void LogNotRenewed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The cluster has declared this silo dead. It no longer answers from memory.")]
    private partial void LogDeclaredDead();
}
