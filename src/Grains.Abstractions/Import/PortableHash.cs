using System.Diagnostics.CodeAnalysis;

namespace Members.Import;

/// <summary>
/// The hash of a password as another site stored it, as text (docs/import.md lists the forms). Whoever has it can guess the password,
/// so only <see cref="Reveal"/> gives access to it.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.PortableHash")]
public sealed class PortableHash
{
    /// <summary>The most characters of a hash.</summary>
    public const int MaxLength = 1024;

    [Id(0)]
    private readonly string _text;

    private PortableHash(string text) => _text = text;

    /// <summary>Takes a text as a hash; false when it is empty or too long. Whether its form is known, an import says.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PortableHash? hash)
    {
        hash = text is { Length: > 0 and <= MaxLength } ? new PortableHash(text) : null;
        return hash is not null;
    }

    /// <summary>The text, for verifying and for an export; never for a log, a message or an error.</summary>
    public string Reveal() => _text;

    /// <summary>Never the text.</summary>
    public override string ToString() => "PortableHash(redacted)";
}
