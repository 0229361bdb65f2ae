namespace Members.Silo.Hosting;

/// <summary>Files that are for their owner alone.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Makes a file, in place of one that is there. Never through one that somebody else has put there: it would keep its owner and mode,
    /// or be a link to another.
    /// </summary>
    public static FileStream Replace(string path)
    {
        File.Delete(path);
        return Open(path, FileMode.CreateNew);
    }

    /// <summary>Goes on at the end of a file. Without one it is made.</summary>
    public static FileStream Append(string path) => Open(path, FileMode.Append);

    /// <summary>
    /// Writes a file, in place of one that is there. It has another name until it is whole and on the disk: a full disk must not leave
    /// half a file that looks like one, nor take away the one of before.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <returns>What <paramref name="write"/> returns.</returns>
    public static async Task<T> WriteWhole<T>(string path, Func<Stream, Task<T>> write)
    {
        var half = path + ".part";
        try
        {
            T result;
            await using (var file = Replace(half))
            {
                result = await write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
            return result;
        }
        finally
        {
            // In a folder that is not there, even that would fail.
            if (File.Exists(half))
            {
                File.Delete(half);
            }
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}
