using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using Members.Silo.Hosting;

namespace Members.Silo.Backup;

/// <summary>Writes the file of a backup: a ZIP of parts and a manifest with their digests.</summary>
internal sealed class BackupWriter
{
    /// <summary>The name of the manifest, and of its own digest.</summary>
    public const string Manifest = "manifest.json", ManifestDigest = "manifest.sha256";

    private readonly ZipArchive _zip;
    private readonly ImmutableSortedDictionary<string, string>.Builder _digests =
        ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    private BackupWriter(ZipArchive zip) => _zip = zip;

    /// <summary>Writes a file, which has another name until it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Adds the parts, and completes it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static Task<T> Write<T>(string path, Func<BackupWriter, Task<T>> write) =>

        // The archive is disposed of when it is complete. What is left otherwise is no backup; its end need not be written.
        PrivateFile.WriteWhole(path, file => write(new BackupWriter(new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))));

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

    /// <summary>Adds the manifest, with the digests of the parts. Nothing can be added then.</summary>
    public async Task Complete(BackupManifest manifest)
    {
        var json = (manifest with { Parts = _digests.ToImmutable() }).ToJson();
        await Add(Manifest, stream => stream.WriteAsync(json).AsTask());
        var digest = System.Text.Encoding.ASCII.GetBytes(_digests[Manifest]);
        await Add(ManifestDigest, stream => stream.WriteAsync(digest).AsTask());
        await _zip.DisposeAsync();
    }
}
