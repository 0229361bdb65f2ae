using System.Data.Common;
using Members.Grains;
using Members.Silo.Hosting;

namespace Members.Silo.Storage;

/// <summary>
/// Looks whether every pepper is there with which a stored password was hashed. Without one its members would be shut out,
/// and told apart from strangers by the fault that their logins meet (contract I13).
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
                throw new StartupException($"Members:Peppers:{id} is missing: {reader.GetInt64(1)} passwords were hashed with it, and none of them could be checked.");
            }
        }
    }
}
