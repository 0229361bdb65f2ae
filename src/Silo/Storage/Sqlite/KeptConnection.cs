using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Members.Silo.Storage.Sqlite;

/// <summary>
/// The connection of the one thread that writes. It stays open from one write to the next, and so does its command with the statement that
/// it has prepared: with the triggers, preparing it anew took longer than running it. Whoever is given the connection closes it as
/// usual, which does nothing.
/// </summary>
internal sealed class KeptConnection : SqliteConnection
{
    private const int MillisecondsToWaitForOthers = 10_000;

    private readonly KeptCommand _command;

    public KeptConnection(string connectionString)
        : base(connectionString)
    {
        base.Open();
        raw.sqlite3_busy_timeout(Handle, MillisecondsToWaitForOthers);
        _command = new KeptCommand(this);
    }

    public override void Open()
    {
    }

    public override void Close()
    {
    }

    public override SqliteCommand CreateCommand() => _command;

    /// <summary>Runs a statement that has no parameters.</summary>
    public void Execute(string statement) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, statement), Handle);

    /// <summary>Closes the connection.</summary>
    public void End()
    {
        _command.End();
        base.Close();
    }

    private sealed class KeptCommand : SqliteCommand
    {
        public KeptCommand(SqliteConnection connection) => Connection = connection;

        public void End() => base.Dispose(disposing: true);

        [SuppressMessage("Usage", "CA2215", Justification = "Disposed only when the connection ends.")]
        protected override void Dispose(bool disposing) => Parameters.Clear();
    }
}
