using System.Runtime.CompilerServices;
using Members.Accounts;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Hashes;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// The users CSV that staff of Discourse download. A second CSV of the table <c>user_passwords</c> brings the passwords. Custom user
/// fields, which Discourse asks at the sign-up, are custom fields and, for those who wait, answers.
/// </summary>
internal sealed class DiscourseSource : IImportSource
{
    private static readonly HashSet<string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "name", "username", "email", "title", "created_at", "last_seen_at", "last_posted_at", "last_emailed_at", "trust_level",
        "approved", "suspended_at", "suspended_till", "silenced_till", "active", "admin", "moderator", "ip_address", "staged",
        "secondary_emails", "group_names", "topics_entered", "posts_read_count", "time_read", "topic_count", "post_count", "likes_given",
        "likes_received", "location", "website", "views", "external_id", "external_email", "external_username", "external_name",
        "external_avatar_url", "flair_group", "primary_group",
    };

    private static readonly Dictionary<string, MemberStatus> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["approved"] = MemberStatus.Active,
        ["not_approved"] = MemberStatus.Pending,
        ["not_activated"] = MemberStatus.Active,
    };

    public string Name => "discourse";

    public string Title => "Discourse, users CSV of the staff";

    public Recognition? Recognise(SourceSample sample) => Recognition.ByColumns(sample, 95, "username", "trust_level", "suspended_till")
        ?? Recognition.ByColumns(sample, 60, "user_id", "password_hash", "password_salt", "password_algorithm");

    public async IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (users, others) = await Companions.SplitAsync(files, s => s.HasColumns("password_salt"), options, cancellation);
        var passwords = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var file in others)
        {
            await ReadPasswordsAsync(file, passwords, options, cancellation);
        }

        var rows = Records.ReadAsync(users, options, ["email"], CsvTable.DatabaseNulls, cancellation);
        await foreach (var row in rows.Select(options, (r, draft) => Row(r, passwords, draft), cancellation))
        {
            yield return row;
        }
    }

    private static async Task ReadPasswordsAsync(
        SourceFile file, Dictionary<string, string?> passwords, SourceOptions options, CancellationToken cancellation)
    {
        var rows = Records.ReadAsync(file, options, ["user_id"], CsvTable.DatabaseNulls, cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            Companions.CheckWhole(row, file);
            if (row["user_id"] is { } user && row["password_hash"] is { } hash)
            {
                Companions.CheckRoom(passwords.Count, file);
                passwords[user] = DiscourseHash.Canonical(row["password_algorithm"], row["password_salt"], hash);
            }
        }
    }

    private static SourceRow Row(SourceRecord row, Dictionary<string, string?> passwords, MemberDraft draft)
    {
        if (draft.Flag(row["staged"], "staged") == true)
        {
            return draft.Skip("staged", "STAGED", "The user is staged: they have written mails and never signed up.");
        }

        draft.TakeSourceId(row["id"]);
        draft.TakeEmail(row["email"], "email");
        draft.CreatedAt = draft.Time(row["created_at"], "created_at");
        draft.LastLoginAt = draft.Time(row["last_seen_at"], "last_seen_at");
        draft.EmailVerified = draft.Flag(row["active"], "active");
        string? hash = null;
        draft.TakePassword(row["id"] is { } id && passwords.TryGetValue(id, out hash), () => hash, "password_hash");
        TakeStatus(row, draft);
        TakeContact(row, draft);
        return draft.Build();
    }

    private static void TakeStatus(SourceRecord row, MemberDraft draft)
    {
        var isApproved = draft.Flag(row["approved"], "approved") != false;
        draft.TakeStatus(!isApproved ? "not_approved" : draft.EmailVerified == false ? "not_activated" : "approved", "approved", Words);
        if (draft.Time(row["suspended_till"], "suspended_till") is { } until)
        {
            draft.Block(until);
        }
    }

    private static void TakeContact(SourceRecord row, MemberDraft draft)
    {
        draft.Contact.TakeNickname(row["username"]);
        draft.Contact.TakeFullName(row["name"]);
        draft.Contact.AddLabels(row["group_names"]);
        foreach (var email in ContactDraft.Parts(row["secondary_emails"]))
        {
            draft.Contact.AddEmail(email);
        }

        draft.Contact.AddCustom("title", row["title"]);
        draft.Contact.AddCustom("location", row["location"]);
        draft.Contact.AddCustom("website", row["website"]);
        foreach (var name in row.Names.Where(n => !Columns.Contains(n)))
        {
            draft.Contact.AddCustom(name, row[name]);
            if (draft.Status == MemberStatus.Pending)
            {
                draft.Answers.Add(name, row[name]);
            }
        }
    }
}
