using System.Text.Json;
using Members.Accounts;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Reading;
using Members.Gateway.Json;

namespace Members.Gateway.Import.Sources;

/// <summary>A member of the members query of Wix.</summary>
internal static class WixMember
{
    private static readonly Dictionary<string, MemberStatus> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PENDING"] = MemberStatus.Pending,
        ["APPROVED"] = MemberStatus.Active,
        ["BLOCKED"] = MemberStatus.Blocked,
        ["OFFLINE"] = MemberStatus.Offline,
    };

    /// <summary>The row of a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="contact">Their row of the contacts CSV, which tells more; null when there is none.</param>
    /// <param name="draft">The member to be.</param>
    public static SourceRow Row(JsonElement member, CsvRecord? contact, MemberDraft draft)
    {
        draft.TakeSourceId(member.Text("id"));
        draft.TakeEmail(member.Text("loginEmail"), "loginEmail");
        draft.EmailVerified = draft.Flag(member.Text("loginEmailVerified"), "loginEmailVerified");
        draft.CreatedAt = draft.Time(member.Text("createdDate"), "createdDate");
        draft.LastLoginAt = draft.Time(member.Text("lastLoginDate"), "lastLoginDate");
        draft.Privacy = member.Text("privacyStatus") == "PUBLIC" ? ProfilePrivacy.Public : ProfilePrivacy.Private;
        draft.TakeStatus(member.Text("status"), "status", Words);
        if (draft.KeepsIds)
        {
            draft.Ids = (Id(member.Text("id")), Id(member.Text("contactId")));
        }

        draft.Contact.TakeNickname(member.Text("profile", "nickname"));
        draft.Contact.TakePicture(member.Text("profile", "photo", "url"));
        if (contact is not null)
        {
            WixContact.Take(contact, draft);
        }

        TakeContact(member, draft);
        if (draft.Status == MemberStatus.Blocked)
        {
            draft.Status = MemberStatus.Active;
            draft.Block();
        }

        return draft.Build();
    }

    private static Guid? Id(string? text) => Ids.TryParse(text, out var id) ? id : null;

    private static void TakeContact(JsonElement member, MemberDraft draft)
    {
        if (!draft.Contact.HasName)
        {
            draft.Contact.TakeFirstName(member.Text("contact", "firstName"));
            draft.Contact.TakeLastName(member.Text("contact", "lastName"));
        }

        foreach (var phone in member.Items("contact", "phones"))
        {
            draft.Contact.AddPhone(phone.AsText());
        }

        foreach (var email in member.Items("contact", "emails").Select(e => e.AsText()).Where(e => e != member.Text("loginEmail")))
        {
            draft.Contact.AddEmail(email);
        }

        foreach (var field in member.Members("contact", "customFields"))
        {
            TakeCustom(field, draft);
        }
    }

    // A field is a name with a value, and the value is of itself or an object with one member that tells its kind.
    private static void TakeCustom(JsonProperty field, MemberDraft draft)
    {
        var name = field.Value.Text("name") ?? field.Name;
        var value = field.Value.At("value") ?? field.Value;
        foreach (var only in value.Members().Take(1))
        {
            value = only.Value;
        }

        draft.Contact.AddCustom(name, value);
        if (draft.Status == MemberStatus.Pending)
        {
            draft.Answers.Add(name, value.AsText());
        }
    }
}
