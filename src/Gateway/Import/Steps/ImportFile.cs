using System.Security.Cryptography;
using System.Text;
using Members.Emails;
using Members.Gateway.Import.Sources;
using Members.Import;

namespace Members.Gateway.Import.Steps;

/// <summary>The file of an import: what it is, and its rows.</summary>
/// <param name="Files">The file, and perhaps a second one that belongs to it.</param>
/// <param name="Source">What it is an export of.</param>
/// <param name="Options">How it is read.</param>
internal sealed record ImportFile(IReadOnlyList<SourceFile> Files, IImportSource Source, SourceOptions Options)
{
    /// <summary>Its name, for people.</summary>
    public string Name => string.Join(" + ", Files.Select(f => f.Name));

    /// <summary>The rows, one at a time.</summary>
    public IAsyncEnumerable<SourceRow> Rows(CancellationToken cancellationToken) => Source.ReadAsync(Files, Options, cancellationToken);

    /// <summary>The first row with an address, however it is spelled; null when there is none.</summary>
    public async Task<(long Row, PortableHash? Password)?> Find(string email, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(email, out var address))
        {
            return null;
        }

        await foreach (var row in Rows(cancellationToken))
        {
            if (row.Member is { } member && member.Email.Canonical == address.Canonical)
            {
                return (row.Number, member.Password);
            }
        }

        return null;
    }

    /// <summary>
    /// The SHA-256 of the content and of how it is read, by which an interrupted import of it is found again: with other options the rows
    /// that are recorded would be others.
    /// </summary>
    public async Task<string> Digest(CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        foreach (var file in Files)
        {
            await using var stream = file.Open();
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                digest.AppendData(buffer.AsSpan(0, read));
            }
        }

        digest.AppendData(Encoding.UTF8.GetBytes(Reading()));
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private string Reading() => string.Join('\n', [
        Source.Name,
        Options.Encoding?.WebName ?? "",
        Options.Separator?.ToString() ?? "",
        Options.Columns?.IsWhole == true ? "whole" : "",
        string.Join(',', Options.Columns?.Pairs.Select(p => $"{p.Field}={p.Column}") ?? []),
        string.Join(',', Options.Statuses.OrderBy(s => s.Key, StringComparer.OrdinalIgnoreCase).Select(s => $"{s.Key}={s.Value}")),
        $"{Options.DefaultStatus} {Options.AssumeVerified} {Options.Passwords} {Options.DropUnknownHashes} {Options.KeepIds}",
        Options.IdField ?? "",
        Options.DateFormat ?? "",
        Options.Firebase is { } f ? $"{f.SignerKey} {f.SaltSeparator} {f.Rounds} {f.MemoryCost}" : "",
    ]);
}
