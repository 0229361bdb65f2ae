using Members.Grains.Leases;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>
/// This silo's lease (docs/adr/0007). A thread and a connection of its own renew it, so that neither a busy thread pool
/// nor an exhausted connection pool can make a healthy silo forget everything.
/// </summary>
/// <param name="leases">Where leases are kept.</param>
/// <param name="freshness">Told when what was read before is void. Not injected: it asks this for the lease.</param>
/// <param name="clock">For elapsed time only: setting the wall clock moves nothing.</param>
/// <param name="logger">Told when the lease is not renewed.</param>
internal sealed partial class SiloLease(PostgresLeases leases, Lazy<Freshness> freshness, TimeProvider clock, ILogger<SiloLease> logger)
    : ISiloLease, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ManualResetEventSlim _stop = new();
    private readonly long _length = (long)(leases.Length.TotalSeconds * clock.TimestampFrequency * Trust);
    private Thread? _thread;
    private long _until = long.MinValue;
    private int _recalls;

    // Two machines' clocks do not run at quite the same speed: the silo stops before the database lets others begin.
    private const double Trust = 0.95;

    /// <inheritdoc/>
    public bool IsHeld => clock.GetTimestamp() < Volatile.Read(ref _until);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(SiloLease),
        ServiceLifecycleStage.ApplicationServices, // after the silo has its row in the membership table, before it is given grains
        _ => Start(),
        _ => Stop());

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private Task Start()
    {
        _thread = new Thread(Renew) { IsBackground = true, Name = "members-lease", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
        return Task.CompletedTask;
    }

    // From here on every answer costs a read. Once the row says so too, nobody has to wait for this silo.
    private Task Stop()
    {
        _stop.Set();
        _thread?.Join(leases.Length);
        Volatile.Write(ref _until, long.MinValue);
        return Task.Run(leases.TryRelease);
    }

    private void Renew()
    {
        var pause = leases.Length / 5;
        NpgsqlConnection? connection = null;
        while (!_stop.IsSet)
        {
            try
            {
                connection ??= leases.Connect();
                if (!RenewOnce(connection))
                {
                    LogOut();
                    break;
                }
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

    /// <returns>False when the cluster has recorded this silo as dead: it never comes back.</returns>
    private bool RenewOnce(NpgsqlConnection connection)
    {
        var asked = clock.GetTimestamp();
        if (leases.Renew(connection) is not { } recalls)
        {
            return false;
        }

        // After a break, others may have changed what is remembered here; after a recall, they have.
        if (!IsHeld || recalls != _recalls)
        {
            freshness.Value.ForgetAll();
            _recalls = recalls;
        }

        // From the moment of asking: the answer may have been long under way.
        Volatile.Write(ref _until, asked + _length);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease could not be renewed. {Reason}")]
    private partial void LogNotRenewed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The cluster has recorded this silo as dead. It answers nothing from memory any more.")]
    private partial void LogOut();
}
