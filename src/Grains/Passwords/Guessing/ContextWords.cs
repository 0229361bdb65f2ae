namespace Members.Grains.Passwords.Guessing;

/// <summary>The words that an attacker tries because of the site or the member (ASVS 5.0, 6.2.11).</summary>
internal static class ContextWords
{
    private const int Shortest = 3;
    private static readonly string[] Joints = ["", " ", ".", "-", "_"];

    /// <summary>The words of a member: the address, names, other addresses and phone numbers, whole and in parts.</summary>
    public static IEnumerable<string> Of(PasswordOwner owner)
    {
        var (email, contact) = owner;
        var at = email.Canonical.IndexOf('@', StringComparison.Ordinal);
        string?[] texts =
        [
            email.Canonical,
            email.Canonical[..at],
            email.Canonical[(at + 1)..],
            $"{contact.FirstName} {contact.LastName}",
            $"{contact.LastName} {contact.FirstName}",
            contact.Nickname,
            .. contact.Emails,
            .. contact.Phones,
        ];
        return texts.SelectMany(Of);
    }

    /// <summary>The words of a text: the whole, its parts, and the parts as people join them.</summary>
    public static IEnumerable<string> Of(string? text)
    {
        var lower = (text ?? "").Trim().ToLowerInvariant();
        var parts = new string([.. lower.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Prepend(lower).Concat(Joints.Select(joint => string.Join(joint, parts))).Where(word => word.Length >= Shortest);
    }
}
