using Members.Grains.Leases;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>
/// Keeps this silo's lease (docs/adr/0007). A thread and a connection of its own renew it, so that neither a busy thread
/// pool nor an exhausted connection pool can make a healthy silo forget everything.
/// </summary>
/// <param name="leases">Where leases are kept.</param>
/// <param name="term">This silo's.</param>
/// <param name="validity">Told when what was read before is void.</param>
/// <param name="logger">Told when the lease is not renewed.</param>
internal sealed partial class LeaseKeeper(PostgresLeases leases, LeaseTerm term, CacheValidity validity, ILogger<LeaseKeeper> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ManualResetEventSlim _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(LeaseKeeper),
        ServiceLifecycleStage.ApplicationServices, // after the silo has its row in the membership table, before it is given grains
        Start,
        _ => Stop());

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    // Until the first renewal the silo may write nothing: it waits for it.
    private Task Start(CancellationToken cancellationToken)
    {
        _thread = new Thread(Keep) { IsBackground = true, Name = "members-lease" };
        _thread.Start();
        return _first.Task.WaitAsync(cancellationToken);
    }

    // From here on every answer costs a read. Once the row says so too, nobody has to wait for this silo.
    private Task Stop()
    {
        _stop.Set();
        _thread?.Join(leases.Length);
        term.End();
        return Task.Run(leases.TryRelease);
    }

    private void Keep()
    {
        var pause = leases.Length / 5;
        NpgsqlConnection? connection = null;
        while (!_stop.IsSet)
        {
            try
            {
                connection ??= leases.Connect();
                var asked = term.Asked();
                if (leases.Renew(connection) is not { } recalls)
                {
                    LogOut();
                    break;
                }

                term.Renew(asked, recalls, validity.InvalidateAll);
                _first.TrySetResult();
            }
            catch (Exception failure)
            {
                LogNotRenewed(failure.Message);
                connection?.Dispose();
                connection = null;
            }

            _stop.Wait(pause);
        }

        connection?.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease could not be renewed. {Reason}")]
    private partial void LogNotRenewed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The cluster has recorded this silo as dead. It answers nothing from memory any more.")]
    private partial void LogOut();
}
