using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>What the experiments have in common: how long to measure, the database, and the services that are compared.</summary>
internal sealed class Stage(bool isQuick, Action<string> say) : IAsyncDisposable
{
    private Database? _database;
    private Peers? _peers;

    /// <summary>Whether two minutes must do.</summary>
    public bool IsQuick => isQuick;

    /// <summary>How often everything is measured.</summary>
    public int Rounds => isQuick ? 1 : 2;

    /// <summary>How long one measurement takes, in seconds.</summary>
    public double Seconds => isQuick ? 1 : 2;

    /// <summary>How long a measurement takes of what happens only some twenty times a second, in seconds.</summary>
    public double SlowSeconds => 2 * Seconds;

    /// <summary>How long a load runs before it is measured, in seconds.</summary>
    public double WarmUp { get; } = 1;

    /// <summary>Tells the reader what is going on.</summary>
    public void Say(string what) => say(what);

    /// <summary>The PostgreSQL server.</summary>
    public async Task<Database> Database()
    {
        if (_database is null)
        {
            Say("PostgreSQL starts");
            _database = await Machine.Database.Start();
        }

        return _database;
    }

    /// <summary>The services that are compared, at a usual cost of bcrypt, with some members each.</summary>
    public async Task<Peers> Peers()
    {
        if (_peers is null)
        {
            Say("the services start");
            _peers = await Targets.Peers.Start(await Database(), 10);
        }

        return _peers;
    }

    /// <summary>Ends the services that were kept.</summary>
    public async Task Clear()
    {
        if (_peers is not null)
        {
            await _peers.DisposeAsync();
            _peers = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Clear();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
