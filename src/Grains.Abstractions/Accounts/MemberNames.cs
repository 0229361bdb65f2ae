namespace Members.Accounts;

/// <summary>What people call a member.</summary>
internal static class MemberNames
{
    /// <summary>The first and the last name; null without either.</summary>
    public static string? Full(ContactInfo contact) =>
        string.Join(' ', new[] { contact.FirstName, contact.LastName }.Where(n => !string.IsNullOrWhiteSpace(n))) is { Length: > 0 } name
            ? name
            : null;

    /// <summary>The name, or else the nickname, or else the address.</summary>
    public static string Of(MemberView member) =>
        Full(member.Contact) ?? (string.IsNullOrWhiteSpace(member.Contact.Nickname) ? member.LoginEmail : member.Contact.Nickname);
}
