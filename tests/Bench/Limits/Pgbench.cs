using System.Globalization;
using System.Text.RegularExpressions;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Limits;

/// <summary>The limit of what is stored in PostgreSQL: its own pgbench makes the same commits, each a record of the same size.</summary>
internal static partial class Pgbench
{
    private const string Table = "CREATE TABLE Record (Id uuid PRIMARY KEY, Payload bytea)";

    /// <summary>Makes the table of the limit in a database of its own.</summary>
    /// <returns>The name of the database.</returns>
    public static async Task<string> Prepare(Database database)
    {
        var name = await database.New("pgbench");
        await database.Run(name, Table);
        return name;
    }

    /// <summary>Runs it.</summary>
    /// <param name="database">The server.</param>
    /// <param name="name">The database.</param>
    /// <param name="shape">What each transaction of ours does.</param>
    /// <param name="clients">How many connections there are.</param>
    /// <param name="seconds">For how long, at least one.</param>
    /// <returns>How often in a second all of it was done, and the mean time in milliseconds.</returns>
    public static async Task<(double PerSecond, double Milliseconds)> Run(
        Database database, string name, Shape shape, int clients, double seconds)
    {
        var script = Path.Combine(Folders.New("pgbench"), "script.sql");
        var write = $"INSERT INTO Record VALUES (gen_random_uuid(), decode(repeat('61', {shape.Bytes}), 'hex'));\n";
        const string Read = "SELECT Payload FROM Record WHERE Id = gen_random_uuid();\n";
        await File.WriteAllTextAsync(
            script, string.Concat(Enumerable.Repeat(Read, shape.Reads)) + string.Concat(Enumerable.Repeat(write, shape.Writes)));
        var printed = await Command.Run(
            "pgbench", "-n", "-M", "prepared", "-h", "127.0.0.1", "-p", $"{database.Port}", "-U", "members", "-c", $"{clients}",
            "-j", "2", "-T", $"{Math.Max(1, (int)Math.Round(seconds))}", "-f", script, name);
        return (Number(Rate().Match(printed)), Number(Latency().Match(printed)));
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"latency average = ([\d.]+) ms")]
    private static partial Regex Latency();

    /// <summary>What is done: transactions that write, transactions that read, and the size of a record.</summary>
    internal sealed record Shape(int Writes, int Reads, int Bytes);
}
