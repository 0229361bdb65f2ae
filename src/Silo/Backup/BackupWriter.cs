using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Members.Silo.Backup;

/// <summary>
/// Writes the file of a backup: a ZIP of parts and a manifest with their digests. It has another name until it is whole and on the disk,
/// so that a full disk leaves no half of one that looks like a backup.
/// </summary>
internal sealed class BackupWriter : IDisposable
{
    /// <summary>The name of the manifest, and of its own digest.</summary>
    public const string Manifest = "manifest.json", ManifestDigest = "manifest.sha256";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly ImmutableSortedDictionary<string, string>.Builder _digests =
        ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    /// <param name="path">The file to write.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public BackupWriter(string path)
    {
        _path = path;
        _file = CreatePrivate(path + ".part");
        _zip = new ZipArchive(_file, ZipArchiveMode.Create, leaveOpen: true);
    }

    /// <summary>A file for the writing that only its owner can read. What was there is gone.</summary>
    public static FileStream CreatePrivate(string path)
    {
        // A mode is given to a new file only.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Adds a part.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes it.</param>
    public async Task Add(string name, Func<Stream, Task> write)
    {
        using var digest = SHA256.Create();
        await using (var entry = await _zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync())
        await using (var digested = new CryptoStream(entry, digest, CryptoStreamMode.Write))
        {
            await write(digested);
        }

        _digests[name] = Convert.ToHexStringLower(digest.Hash!);
    }

    /// <summary>Adds the manifest, with the digests of the parts, and gives the file its name.</summary>
    public async Task Complete(BackupManifest manifest)
    {
        var json = (manifest with { Parts = _digests.ToImmutable() }).ToJson();
        await Add(Manifest, stream => stream.WriteAsync(json).AsTask());
        var digest = System.Text.Encoding.ASCII.GetBytes(_digests[Manifest]);
        await Add(ManifestDigest, stream => stream.WriteAsync(digest).AsTask());
        await _zip.DisposeAsync();
        _file.Flush(flushToDisk: true);
        await _file.DisposeAsync();
        File.Move(_path + ".part", _path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What is left is no backup; its end need not be written.
        _file.Dispose();
        File.Delete(_path + ".part");
    }
}
