using Members.Accounts;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Json;

namespace Members.Gateway.Import.Sources;

/// <summary>Takes the fields of a table whose columns are mapped.</summary>
internal static class CsvFields
{
    private static readonly Dictionary<string, MemberStatus> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ACTIVE"] = MemberStatus.Active,
        ["APPROVED"] = MemberStatus.Active,
        ["aktiv"] = MemberStatus.Active,
        ["freigegeben"] = MemberStatus.Active,
        ["PENDING"] = MemberStatus.Pending,
        ["waiting"] = MemberStatus.Pending,
        ["wartend"] = MemberStatus.Pending,
        ["offen"] = MemberStatus.Pending,
        ["BLOCKED"] = MemberStatus.Blocked,
        ["gesperrt"] = MemberStatus.Blocked,
        ["REJECTED"] = MemberStatus.Rejected,
        ["abgelehnt"] = MemberStatus.Rejected,
        ["OFFLINE"] = MemberStatus.Offline,
    };

    /// <summary>Takes a cell; the status is taken when all others are.</summary>
    public static void Take(MemberDraft draft, string field, string column, string? cell)
    {
        switch (field)
        {
            case "email":
                draft.TakeEmail(cell, column);
                break;
            case "emailVerified":
                draft.EmailVerified = draft.Flag(cell, column);
                break;
            case "createdAt":
                draft.CreatedAt = draft.Time(cell, column);
                break;
            case "lastLoginAt":
                draft.LastLoginAt = draft.Time(cell, column);
                break;
            case "privacy":
                TakePrivacy(draft, cell, column);
                break;
            case "id":
                TakeId(draft, cell);
                break;
            case "password":
                draft.TakePassword(cell is not null, () => cell, column);
                break;
            case "status" or "blockedUntil" or "blockReason":
                break;
            default:
                TakeContact(draft, field, cell);
                break;
        }
    }

    /// <summary>Takes the status, and the block of a member who is blocked.</summary>
    public static void TakeStatus(
        MemberDraft draft,
        (string? Value, string Column) status,
        (string? Value, string Column) until,
        (string? Value, string Column) reason)
    {
        draft.TakeStatus(status.Value, status.Column, Words);
        if (draft.Status == MemberStatus.Blocked)
        {
            draft.Status = MemberStatus.Active;
            draft.Block(draft.Time(until.Value, until.Column), reason.Value);
        }
    }

    private static void TakeContact(MemberDraft draft, string field, string? cell)
    {
        var contact = draft.Contact;
        Action<string?> take = field switch
        {
            "firstName" => contact.TakeFirstName,
            "lastName" => contact.TakeLastName,
            "fullName" => contact.TakeFullName,
            "nickname" => contact.TakeNickname,
            "picture" => contact.TakePicture,
            "locale" => contact.TakeLocale,
            "labels" => contact.AddLabels,
            "phones" => c => AddEach(c, contact.AddPhone),
            "emails" => c => AddEach(c, contact.AddEmail),
            _ when field.StartsWith(WellKnownColumns.Answer, StringComparison.Ordinal) =>
                c => draft.Answers.Add(field[WellKnownColumns.Answer.Length..], c),
            _ => c => contact.AddCustom(field[WellKnownColumns.Custom.Length..], c),
        };
        take(cell);
    }

    private static void AddEach(string? cell, Action<string?> add)
    {
        foreach (var part in ContactDraft.Parts(cell))
        {
            add(part);
        }
    }

    private static void TakeId(MemberDraft draft, string? cell)
    {
        draft.TakeSourceId(cell);
        if (draft.KeepsIds && Ids.TryParse(cell, out var id))
        {
            draft.Ids = (id, null);
        }
    }

    private static void TakePrivacy(MemberDraft draft, string? cell, string column)
    {
        if (PrivacyNames.Find(cell?.ToUpperInvariant()) is { } privacy)
        {
            draft.Privacy = privacy;
        }
        else
        {
            draft.Problems.Refuse(column, "UNKNOWN_PRIVACY", $"'{column}' has to be one of {string.Join(", ", PrivacyNames.All)}.");
        }
    }
}
