namespace Members.Silo.Commands;

/// <summary>Files that a command writes for its owner alone.</summary>
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
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}
