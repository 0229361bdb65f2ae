using System.Data.Common;
using Members.Grains;
using Members.Silo.Hosting;

namespace Members.Silo.Storage;

/// <summary>
/// Checks that every pepper is configured that a stored password was hashed with. Without one its members could not log in, and the
/// fault of their logins would tell them from strangers (contract I13).
/// </summary>
internal static class StoredPeppers
{
    /// <exception cref="StartupException">One is missing.</exception>
    public static async Task EnsureKnown(DbConnection connection, MembersOptions options)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT PasswordKey, count(*) FROM MemberEntry WHERE PasswordKey IS NOT NULL GROUP BY PasswordKey";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var id = reader.GetString(0);
            if (!options.KnowsPepper(id))
            {
                throw new StartupException(
                    $"Members:Peppers:{id} is missing: {reader.GetInt64(1)} passwords were hashed with it, "
                    + "and none of them could be checked.");
            }
        }
    }
}
