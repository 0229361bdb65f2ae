using Members.Silo.Hosting;
using Members.Silo.Storage.Postgres;
using Npgsql;

namespace Members.Silo.Clustering;

/// <summary>
/// Whether the database can tell this silo's writes from those of others (docs/adr/0007). It knows them by a setting that a connection
/// brings along; a pooler between the two drops it or gives the connection to others, and then a silo declared dead could still write.
/// </summary>
internal static class WriteFence
{
    private const string Sentence =
        "The connections of Members:Database do not keep their settings (members.holder), as behind a pooler such as pgbouncer; "
        + "a silo must connect to PostgreSQL itself.";

    private const string Question = "SELECT current_setting('members.holder', true), pg_backend_pid()";

    /// <exception cref="StartupException">It cannot.</exception>
    public static async Task EnsureEffective(PostgresDatabase database)
    {
        try
        {
            await using var one = await database.Source.OpenConnectionAsync();
            await using var two = new NpgsqlConnection(database.Unpooled(patience: 5)); // as the lease has it
            await two.OpenAsync();
            var (first, other, again) = (await Ask(one), await Ask(two), await Ask(one));

            // Two connections that are open at the same time are two processes of the server, each always the same.
            if (first.Holder != database.Holder || other.Holder != database.Holder || again != first || other.Process == first.Process)
            {
                throw new StartupException(Sentence);
            }
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.ProtocolViolation
            or PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.InvalidSqlStatementName)
        {
            // How a pooler refuses a setting that it does not know, or a statement that was prepared on another connection.
            throw new StartupException(Sentence, fault);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            throw PostgresDatabase.Refusal(fault);
        }
    }

    private static async Task<(string? Holder, int Process)> Ask(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Question, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt32(1));
    }
}
