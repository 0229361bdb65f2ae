namespace Members.Silo.Hosting;

/// <summary>The directory that holds all data, readable by its owner only and used by one process at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnly = OwnerReadWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Creates the directory if needed, and locks it.</summary>
    /// <exception cref="StartupException">It cannot be written to, or another process uses it.</exception>
    public static DataDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Create(full);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Members:DataDirectory '{path}' cannot be created: {fault.Message}", fault);
        }

        try
        {
            var file = System.IO.Path.Combine(full, "members.lock");
            return new DataDirectory(full, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (IsHeld(fault))
        {
            throw new DataDirectoryInUseException(
                $"Members:DataDirectory '{path}' is in use by another process. Only one process may use it.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Members:DataDirectory '{path}' cannot be written to: {fault.Message}", fault);
        }
    }

    /// <summary>The path of a file or folder in it.</summary>
    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Makes sure that a file in it is readable by its owner only, even where the directory is not. SQLite gives the files it
    /// creates beside a database the same mode.
    /// </summary>
    public string PrivateFile(string name)
    {
        var path = Combine(name);
        if (!OperatingSystem.IsWindows())
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerReadWrite,
            };
            using (new FileStream(path, options))
            {
                File.SetUnixFileMode(path, OwnerReadWrite);
            }
        }

        return path;
    }

    public void Dispose() => _lock.Dispose();

    // EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows.
    private static bool IsHeld(IOException fault) => (fault.HResult & 0xFFFF) is 11 or 35 or 32;

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(path);
        }
        else
        {
            System.IO.Directory.CreateDirectory(path, OwnerOnly);
        }
    }
}
