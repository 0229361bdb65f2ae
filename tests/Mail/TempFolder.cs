namespace Members.Tests.Mail;

internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("members-mail-").FullName;

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
}
