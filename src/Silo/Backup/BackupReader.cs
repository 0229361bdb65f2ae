using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Members.Silo.Backup;

/// <summary>Reads the file of a backup, and trusts nothing in it whose digest is another.</summary>
internal sealed class BackupReader : IDisposable
{
    private const int LongestManifest = 1 << 20;

    private readonly ZipArchive _zip;

    private BackupReader(ZipArchive zip, BackupManifest manifest) => (_zip, Manifest) = (zip, manifest);

    /// <summary>What the backup says of itself.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Opens a backup.</summary>
    /// <exception cref="BackupFault">There is none, it is damaged, or this version cannot read it.</exception>
    public static async Task<BackupReader> Open(string path, CancellationToken cancellationToken)
    {
        if (System.IO.Directory.Exists(path))
        {
            throw new BackupFault($"{path} is a folder and no backup. Name the file.");
        }

        ZipArchive? zip = null;
        try
        {
            zip = await ZipFile.OpenReadAsync(path, cancellationToken);
            var json = await ReadSmall(zip, BackupWriter.Manifest, cancellationToken);
            var digest = Encoding.ASCII.GetString(await ReadSmall(zip, BackupWriter.ManifestDigest, cancellationToken));
            if (digest != Convert.ToHexStringLower(SHA256.HashData(json)))
            {
                throw Damaged(path, "what it says of itself was changed");
            }

            var manifest = BackupManifest.Parse(json);
            return manifest.Refusal() is { } refusal ? throw new BackupFault(refusal) : new BackupReader(zip, manifest);
        }
        catch (Exception fault)
        {
            zip?.Dispose();
            throw fault switch
            {
                FileNotFoundException or DirectoryNotFoundException => new BackupFault($"There is no file {path}.", fault),
                InvalidDataException => Damaged(path, "it is no backup, or its end is missing", fault),
                JsonException or NotSupportedException => Damaged(path, "what it says of itself cannot be read", fault),
                IOException or UnauthorizedAccessException => Unreadable(fault),
                _ => fault,
            };
        }
    }

    /// <summary>Copies a part, and checks its digest.</summary>
    /// <exception cref="BackupFault">It is damaged.</exception>
    public async Task Copy(string name, Stream to, CancellationToken cancellationToken)
    {
        using var digest = SHA256.Create();
        try
        {
            var entry = _zip.GetEntry(name) ?? throw new InvalidDataException("It is missing.");
            await using var part = await entry.OpenAsync(cancellationToken);
            await using var digested = new CryptoStream(part, digest, CryptoStreamMode.Read);
            await digested.CopyToAsync(to, cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            throw new BackupFault($"The backup is damaged: its part {name} cannot be read.", fault);
        }

        if (Convert.ToHexStringLower(digest.Hash!) != Manifest.Parts.GetValueOrDefault(name))
        {
            throw new BackupFault($"The backup is damaged: its part {name} is not what was written (SHA-256).");
        }
    }

    /// <summary>The lines of a part that <see cref="EnsureSound"/> has found sound.</summary>
    /// <exception cref="BackupFault">There is none, or it cannot be read any more.</exception>
    public async IAsyncEnumerable<string> Lines(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entry = _zip.GetEntry(name) ?? throw new BackupFault($"The backup is damaged: its part {name} is missing.");
        using var reader = new StreamReader(await entry.OpenAsync(cancellationToken));
        while (await NextLine(reader, cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Whether there is a part.</summary>
    public bool Has(string name) => Manifest.Parts.ContainsKey(name);

    /// <summary>Reads all parts and checks their digests.</summary>
    /// <exception cref="BackupFault">One is damaged.</exception>
    public async Task EnsureSound(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var name in Manifest.Parts.Keys)
            {
                await Copy(name, Stream.Null, cancellationToken);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static async Task<byte[]> ReadSmall(ZipArchive zip, string name, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(name);
        if (entry is null || entry.Length > LongestManifest)
        {
            throw new InvalidDataException($"There is no {name}.");
        }

        await using var part = await entry.OpenAsync(cancellationToken);
        using var bytes = new MemoryStream();
        await part.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static async Task<string?> NextLine(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw Unreadable(fault);
        }
    }

    private static BackupFault Unreadable(Exception cause) => new($"The backup cannot be read: {cause.Message}", cause);

    private static BackupFault Damaged(string path, string how, Exception? cause = null) =>
        new($"The backup {path} is damaged: {how}.", cause);
}
