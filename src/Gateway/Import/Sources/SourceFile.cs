namespace Members.Gateway.Import.Sources;

/// <summary>A file to import from.</summary>
/// <param name="Name">What people call it, without its folder.</param>
/// <param name="Open">
/// Opens it at its beginning. It is opened more than once: to see what is in it, and to read it. The stream is disposed after each.
/// </param>
internal sealed record SourceFile(string Name, Func<Stream> Open)
{
    /// <summary>A file on this machine.</summary>
    public static SourceFile At(string path) => new(Path.GetFileName(path), () => File.OpenRead(path));

    /// <summary>What is in memory.</summary>
    public static SourceFile Of(string name, byte[] content) => new(name, () => new MemoryStream(content, writable: false));
}
