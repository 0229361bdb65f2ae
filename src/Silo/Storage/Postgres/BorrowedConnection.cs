using System.Data;
using System.Diagnostics.CodeAnalysis;
using DbUp.Engine.Transactions;

namespace Members.Silo.Storage.Postgres;

/// <summary>
/// Lets DbUp run scripts on a connection of ours, in the transaction that it has begun. DbUp would close the connection after them.
/// </summary>
internal sealed class BorrowedConnection(IDbConnection inner) : IDbConnection
{
    [AllowNull]
    public string ConnectionString
    {
        get => inner.ConnectionString;
        set => throw new NotSupportedException();
    }

    public int ConnectionTimeout => inner.ConnectionTimeout;

    public string Database => inner.Database;

    public ConnectionState State => inner.State;

    /// <summary>For DbUp: each use is on the one connection.</summary>
    public static IConnectionManager Of(IDbConnection connection) => new Manager(connection);

    public IDbTransaction BeginTransaction() => inner.BeginTransaction();

    public IDbTransaction BeginTransaction(IsolationLevel il) => inner.BeginTransaction(il);

    public void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public void Close()
    {
    }

    public IDbCommand CreateCommand()
    {
        var command = inner.CreateCommand();
        command.CommandTimeout = inner.ConnectionTimeout;
        return command;
    }

    public void Dispose()
    {
    }

    public void Open()
    {
    }

    private sealed class Manager(IDbConnection connection)
        : DatabaseConnectionManager(new DelegateConnectionFactory(_ => new BorrowedConnection(connection)))
    {
        // PostgreSQL takes a script as it is.
        public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => [scriptContents];
    }
}
