namespace Members.Tests.Testing;

/// <summary>PostgreSQL's programs, run by somebody who may run them, and a directory of theirs.</summary>
internal sealed class PostgresPrograms
{
    private readonly string _programs;
    private readonly string[] _asOwner;

    private PostgresPrograms(string directory, string programs, string[] asOwner) =>
        (Directory, _programs, _asOwner) = (directory, programs, asOwner);

    /// <summary>A temporary directory that the programs may use.</summary>
    public string Directory { get; }

    public static async Task<PostgresPrograms> Find()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"members-postgres-{Guid.NewGuid():N}");
        System.IO.Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // The server refuses to run as root.
        string[] asOwner = [];
        if (Environment.IsPrivilegedProcess)
        {
            await Command.Run("chown", "postgres", directory);
            asOwner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"];
        }

        return new PostgresPrograms(directory, FindPrograms(), asOwner);
    }

    public Task<string> Run(string program, params string[] arguments)
    {
        // The server inherits its output from pg_ctl: a pipe would stay open as long as the server runs.
        string[] shell = ["sh", "-c", "exec \"$@\" >/dev/null 2>>\"$0\"", Path.Combine(Directory, "setup")];
        return Command.Run([.. _asOwner, .. shell, Path.Combine(_programs, program), .. arguments]);
    }

    public Task<CommandResult> Try(string program, params string[] arguments) =>
        Command.Try([.. _asOwner, Path.Combine(_programs, program), .. arguments]);

    // Debian does not put them into the PATH.
    private static string FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = System.IO.Directory.Exists(Debian) ? System.IO.Directory.GetDirectories(Debian) : [];
        var newestFirst = versions.OrderByDescending(v => int.TryParse(Path.GetFileName(v), out var number) ? number : 0);
        return newestFirst.Select(v => Path.Combine(v, "bin")).Concat(Environment.GetEnvironmentVariable("PATH")!.Split(':'))
            .FirstOrDefault(p => File.Exists(Path.Combine(p, "initdb")) && File.Exists(Path.Combine(p, "pg_ctl")))
            ?? throw new InvalidOperationException("These tests need a PostgreSQL server: apt-get install postgresql.");
    }
}
