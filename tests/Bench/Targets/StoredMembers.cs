using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;
using Npgsql;
using NpgsqlTypes;

namespace Members.Tests.Bench.Targets;

/// <summary>Puts many members into a database, as rows like one that the product has written. The database derives the rest.</summary>
internal static class StoredMembers
{
    /// <summary>The domain of their addresses, which nobody else has.</summary>
    public const string Domain = "stored.example";

    /// <summary>Adds members until there are so many.</summary>
    /// <param name="database">The server.</param>
    /// <param name="name">The database, in which at least one member has registered.</param>
    /// <param name="count">How many there are to be.</param>
    public static async Task Fill(Database database, string name, int count)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString(name) + ";Pooling=false;Command Timeout=1200");
        await using var connection = await source.OpenConnectionAsync();
        var template = await Template.Read(connection);

        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY GrainRecord (ServiceId, StateName, KeyN0, KeyN1, KeyText, Payload, Version) FROM STDIN (FORMAT BINARY)"))
        {
            copy.Timeout = TimeSpan.FromMinutes(20);
            for (var number = 0; number < count; number++)
            {
                await template.Write(copy, number);
            }

            await copy.CompleteAsync();
        }

        await database.Run(name, "VACUUM ANALYZE");
    }

    private sealed record Template(string Service, string Payload, string Id, string Key, string Created)
    {
        private const string Email = $"m{RequestBytes.Number}@{Domain}";
        private static readonly DateTime Oldest = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        /// <summary>A record of the product's, with room for another address.</summary>
        public static async Task<Template> Read(NpgsqlConnection connection)
        {
            await using var select = new NpgsqlCommand(
                "SELECT ServiceId, convert_from(Payload, 'UTF8') FROM GrainRecord WHERE StateName = 'member' LIMIT 1", connection);
            await using var reader = await select.ExecuteReaderAsync();
            await reader.ReadAsync();
            var (service, payload) = (reader.GetString(0), reader.GetString(1));
            var record = JsonNode.Parse(payload)!;
            var login = record["addresses"]!["login"]!;
            return new Template(
                service, payload.Replace(Text(login["canonical"]), Email, StringComparison.Ordinal),
                Text(record["id"]), Text(login["key"]), Text(record["createdAt"]));
        }

        /// <summary>Writes the record of a member, a second younger than the one before.</summary>
        public async Task Write(NpgsqlBinaryImporter copy, int number)
        {
            var id = Guid.CreateVersion7();
            var (key, email) = (id.ToByteArray(), Email.Replace(RequestBytes.Number, $"{number:D8}", StringComparison.Ordinal));
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)));
            var payload = new StringBuilder(Payload)
                .Replace(Email, email).Replace(Id, id.ToString()).Replace(Key, "e:" + digest)
                .Replace(Created, Oldest.AddSeconds(number).ToString("yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture));
            await copy.StartRowAsync();
            await copy.WriteAsync(Service, NpgsqlDbType.Text);
            await copy.WriteAsync("member", NpgsqlDbType.Text);
            await copy.WriteAsync(BitConverter.ToInt64(key, 0), NpgsqlDbType.Bigint);
            await copy.WriteAsync(BitConverter.ToInt64(key, 8), NpgsqlDbType.Bigint);
            await copy.WriteAsync("", NpgsqlDbType.Text);
            await copy.WriteAsync(Encoding.UTF8.GetBytes(payload.ToString()), NpgsqlDbType.Bytea);
            await copy.WriteAsync(1, NpgsqlDbType.Integer);
        }

        private static string Text(JsonNode? node) => node!.GetValue<string>();
    }
}
