using System.Globalization;
using Members.Import;
using Members.Outcomes;

namespace Members.Grains.Passwords.Foreign;

/// <summary>Why a password hash of another site cannot be taken over. Its sentence never has a part of the hash in it.</summary>
/// <param name="Code">The code for programs.</param>
/// <param name="Sentence">What is wrong, for people.</param>
internal sealed record HashFault(string Code, string Sentence)
{
    private const string Field = "password";

    /// <summary>No form that is known.</summary>
    public static readonly HashFault Unknown =
        new("UNKNOWN_HASH", "The password hash has no form that is known; docs/import.md lists those that are.");

    /// <summary>The end is missing.</summary>
    public static readonly HashFault PartMissing = CutShort("a part of it is missing");

    /// <summary>What would be stored does not fit into an export again.</summary>
    public static readonly HashFault TooLong = new(
        "HASH_TOO_LONG",
        string.Create(
            CultureInfo.InvariantCulture,
            $"The password hash is too long: as Members would export it, it has more than {PortableHash.MaxLength:N0} characters."));

    /// <summary>Something is missing, as when a column of the old database was too narrow.</summary>
    public static HashFault CutShort(string how) => new("HASH_CUT_SHORT", $"The password hash is cut short: {how}.");

    /// <summary>The form is known, and the hash is none of it.</summary>
    public static HashFault Damaged(string how) => new("HASH_DAMAGED", $"The password hash is damaged: {how}.");

    /// <summary>A check would take too long or too much memory: whoever logs in would wait, and everybody else too.</summary>
    public static HashFault TooExpensive(string what, long most) => new(
        "HASH_TOO_EXPENSIVE",
        string.Create(CultureInfo.InvariantCulture, $"The password hash costs too much to check: {what} is more than {most:N0}."));

    /// <summary>A hash of Members whose key is not here.</summary>
    public static HashFault NoPepper(string id) => new(
        "PEPPER_MISSING",
        $"The password hash was made with the pepper '{id}', which is not configured here: set Members:Peppers:{id} as at the old site.");

    /// <summary>The fault as one of the field <c>password</c>.</summary>
    public Violation ToViolation() => new(Field, Code, Sentence);
}
