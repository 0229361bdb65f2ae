using System.CommandLine;
using Members.Grains;
using Members.Silo.Hosting;
using Members.Silo.Storage.Postgres;

namespace Members.Silo.Commands;

/// <summary>The options that say whose data a command is about: those in the data directory, or in the database of the settings.</summary>
internal sealed class DataOptions
{
    private readonly Option<DirectoryInfo?> _data = new("--data")
    {
        Description = "Data directory; otherwise the setting Members__DataDirectory. With Members__Database, that database is meant",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object, for scripts" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_json);
    }

    /// <summary>Where the result goes.</summary>
    public Output Output(ParseResult parsed) => new(parsed.GetValue(_json));

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartupException">They are wrong.</exception>
    public DataSettings Read(ParseResult parsed)
    {
        var (silo, members) = MembersHost.ReadSettings(
            parsed.GetValue(_data) is { } data ? [$"--Members:DataDirectory={data.FullName}"] : []);
        return new DataSettings(Path.GetFullPath(silo.DataDirectory), silo.Database, members);
    }
}

/// <summary>Where the data are.</summary>
/// <param name="Directory">The data directory.</param>
/// <param name="Database">The connection string of PostgreSQL; null when the data are in the directory.</param>
/// <param name="Members">The other settings.</param>
internal sealed record DataSettings(string Directory, string? Database, MembersOptions Members)
{
    /// <summary>The SQLite file.</summary>
    public string File => Path.Combine(Directory, "members.db");

    /// <summary>The PostgreSQL database.</summary>
    public PostgresDatabase OpenDatabase() => PostgresDatabase.At(Database!);
}
