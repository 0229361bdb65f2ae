using System.Collections.Frozen;
using System.Text.Json;

namespace Members.Grains.Mail;

/// <summary>What mails are called outside, which is also what their templates are called: <c>set-password</c> and so on.</summary>
public static class MailNames
{
    private static readonly FrozenDictionary<MailKind, string> Names = Enum.GetValues<MailKind>()
        .ToFrozenDictionary(k => k, k => JsonNamingPolicy.KebabCaseLower.ConvertName(k.ToString()));

    /// <summary>The name of a kind of mail.</summary>
    public static string Of(MailKind kind) => Names.TryGetValue(kind, out var name) ? name : kind.ToString();
}
