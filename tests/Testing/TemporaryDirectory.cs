namespace Members.Tests.Testing;

/// <summary>A directory that is deleted when it is disposed of.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("members-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
