using System.Diagnostics.CodeAnalysis;
using System.Text;
using Members.Accounts;

namespace Members.Gateway.Import.Sources;

/// <summary>How to read a source, where the file itself does not say.</summary>
internal sealed record SourceOptions
{
    /// <summary>The longest row of a table, line, or element of a list, in bytes of UTF-8.</summary>
    public const int MaxRow = 1024 * 1024;

    /// <summary>Tells which blocks are over.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The encoding of a file without a byte order mark; null for UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>What separates the cells of a table; null to find it out.</summary>
    public char? Separator { get; init; }

    /// <summary>Which columns of a table are which fields; null for those with well-known names.</summary>
    public ColumnMap? Columns { get; init; }

    /// <summary>What the source's words for a status mean, in any letter case, where it is not what they usually mean.</summary>
    public IReadOnlyDictionary<string, MemberStatus> Statuses { get; init; } = new Dictionary<string, MemberStatus>();

    /// <summary>The status of members of whom the source tells none.</summary>
    public MemberStatus DefaultStatus { get; init; } = MemberStatus.Active;

    /// <summary>Whether addresses are verified of which the source does not tell it.</summary>
    public bool AssumeVerified { get; init; }

    /// <summary>Whether to take the hashes of passwords.</summary>
    public bool Passwords { get; init; } = true;

    /// <summary>Whether a member whose hash is not understood is imported without a password, instead of refused.</summary>
    public bool DropUnknownHashes { get; init; }

    /// <summary>Whether ids of members and contacts are kept, of sources whose ids are those of Members: the Wix members query.</summary>
    public bool KeepIds { get; init; }

    /// <summary>The custom field that keeps the id of the old site; null for none.</summary>
    public string? IdField { get; init; }

    /// <summary>The form of dates in a table, such as <c>dd.MM.yyyy</c>, in UTC; null for ISO 8601.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The parameters of Firebase's hashes.</summary>
    public FirebaseParameters? Firebase { get; init; }
}

/// <summary>
/// The parameters of Firebase's hashes, from the console's dialog "Password hash parameters". They are secrets of the old site.
/// </summary>
/// <param name="SignerKey">The <c>base64_signer_key</c>.</param>
/// <param name="SaltSeparator">The <c>base64_salt_separator</c>.</param>
/// <param name="Rounds">The <c>rounds</c>.</param>
/// <param name="MemoryCost">The <c>mem_cost</c>.</param>
internal sealed record FirebaseParameters(string SignerKey, string SaltSeparator, int Rounds = 8, int MemoryCost = 14)
{
    /// <summary>Reads what the dialog shows, lines such as <c>base64_signer_key: jxspr8Ki0RYyc...,</c>, or the same as JSON.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FirebaseParameters? parameters)
    {
        var values = text.Split('\n')
            .Select(l => l.Trim(' ', '\t', '\r', ',', '{', '}').Split(':', 2))
            .Where(p => p.Length == 2)
            .GroupBy(p => p[0].Trim(' ', '"'), p => p[1].Trim(' ', '"'))
            .ToDictionary(p => p.Key, p => p.First(), StringComparer.Ordinal);
        parameters = values.TryGetValue("base64_signer_key", out var key)
            && values.TryGetValue("base64_salt_separator", out var separator)
            && int.TryParse(values.GetValueOrDefault("rounds", "8"), out var rounds)
            && int.TryParse(values.GetValueOrDefault("mem_cost", "14"), out var memory)
            ? new FirebaseParameters(key, separator, rounds, memory)
            : null;
        return parameters is not null;
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "FirebaseParameters(redacted)";
}
