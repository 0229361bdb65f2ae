namespace Members.Silo.Hosting;

/// <summary>The directory that holds everything: readable by its owner alone, used by one process at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Creates and locks the directory.</summary>
    /// <exception cref="StartupException">It cannot be written, or another process has it.</exception>
    public static DataDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                System.IO.Directory.CreateDirectory(full);
            }
            else
            {
                System.IO.Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Members:DataDirectory '{path}' cannot be created: {fault.Message}", fault);
        }

        try
        {
            var held = new FileStream(System.IO.Path.Combine(full, "members.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(full, held);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Members:DataDirectory '{path}' is in use by another process or cannot be written. One process at a time may use it.", fault);
        }
    }

    /// <summary>The path of a file or folder in it.</summary>
    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// A file in it that nobody else can read, also where the directory was made by others. SQLite gives the files that it
    /// puts beside a database the same mode.
    /// </summary>
    public string PrivateFile(string name)
    {
        var path = Combine(name);
        if (!OperatingSystem.IsWindows())
        {
            using (new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            {
                File.SetUnixFileMode(path, OwnerOnly);
            }
        }

        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
