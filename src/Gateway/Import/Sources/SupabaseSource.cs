using System.Text.Json;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Hashes;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>The table <c>auth.users</c> of Supabase, as CSV or JSON.</summary>
internal sealed class SupabaseSource : IImportSource
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "email", "email_verified", "phone_verified", "sub", "iss", "provider", "providers", "provider_id", "full_name", "name",
        "given_name", "family_name", "first_name", "last_name", "avatar_url", "picture", "user_name", "preferred_username", "locale",
    };

    public string Name => "supabase";

    public string Title => "Supabase, table auth.users as CSV or JSON";

    public Recognition? Recognise(SourceSample sample) =>
        Recognition.ByColumns(sample, 95, "email", "encrypted_password", "raw_user_meta_data")
        ?? Recognition.ByColumns(sample, 80, "email", "encrypted_password", "email_confirmed_at")
        ?? Recognition.ByKeys(sample, 95, "email", "encrypted_password");

    public IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellation = default) =>
        Records.ReadAsync(files[0], options, ["email"], CsvTable.DatabaseNulls, cancellation).Select(options, Row, cancellation);

    private static SourceRow Row(SourceRecord row, MemberDraft draft)
    {
        if (row["deleted_at"] is not null)
        {
            return draft.Skip("deleted_at", "DELETED", "The user was deleted.");
        }

        if (draft.Flag(row["is_anonymous"], "is_anonymous") == true)
        {
            return draft.Skip("is_anonymous", "ANONYMOUS", "The user is anonymous: they have no address to log in with.");
        }

        draft.TakeSourceId(row["id"]);
        draft.TakeEmail(row["email"], "email");
        draft.EmailVerified = draft.Time(row.First("email_confirmed_at", "confirmed_at"), "email_confirmed_at") is not null;
        draft.CreatedAt = draft.Time(row["created_at"], "created_at");
        draft.LastLoginAt = draft.Time(row["last_sign_in_at"], "last_sign_in_at");
        draft.TakePassword(row["encrypted_password"] is not null, () => Canonical(row["encrypted_password"]!), "encrypted_password");
        draft.Contact.AddPhone(row["phone"]);
        TakeProfile(row["raw_user_meta_data"], draft);
        if (draft.Time(row["banned_until"], "banned_until") is { } until)
        {
            draft.Block(until);
        }

        return draft.Build();
    }

    private static string? Canonical(string text) =>
        text.StartsWith("$fbscrypt$", StringComparison.Ordinal) ? FirebaseHash.OfSupabase(text) : text;

    private static void TakeProfile(string? text, MemberDraft draft)
    {
        if (text is null)
        {
            return;
        }

        if (ForeignJson.Parse(text) is not { ValueKind: JsonValueKind.Object } profile)
        {
            draft.Problems.Note("raw_user_meta_data", "INVALID_JSON", "'raw_user_meta_data' is left out: it is no JSON object.");
            return;
        }

        draft.Contact.TakeFirstName(profile.Text("first_name") ?? profile.Text("given_name"));
        draft.Contact.TakeLastName(profile.Text("last_name") ?? profile.Text("family_name"));
        draft.Contact.TakeFullName(profile.Text("full_name") ?? profile.Text("name"));
        draft.Contact.TakeNickname(profile.Text("user_name") ?? profile.Text("preferred_username"));
        draft.Contact.TakePicture(profile.Text("avatar_url") ?? profile.Text("picture"));
        draft.Contact.TakeLocale(profile.Text("locale"));
        draft.Contact.AddCustom(profile, Known);
    }
}
