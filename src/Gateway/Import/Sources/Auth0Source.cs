using System.Runtime.CompilerServices;
using System.Text.Json;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Hashes;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// The users of Auth0: the export (JSON Lines or CSV), or a file in the schema of the import (a JSON array). The hashes that Auth0's
/// support sends are a second file, joined by the address.
/// </summary>
internal sealed class Auth0Source : IImportSource
{
    public string Name => "auth0";

    public string Title => "Auth0, users export or import file";

    public Recognition? Recognise(SourceSample sample) => Recognition.ByKeys(sample, 95, "email", "custom_password_hash")
        ?? Recognition.ByKeys(sample, 90, "email", "user_id", "identities")
        ?? Recognition.ByKeys(sample, 80, "email", "user_id")
        ?? Recognition.ByKeys(sample, 75, "email", "password_hash")
        ?? Recognition.ByKeys(sample, 60, "email", "passwordHash")
        ?? Recognition.ByColumns(sample, 80, "user_id", "email", "email_verified");

    public async IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var hashes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var users = files[0];
        if (files.Count > 1)
        {
            (users, var others) = await Companions.SplitAsync(files, s => s.HasKeys("passwordHash"), options, cancellation);
            foreach (var file in others)
            {
                await ReadHashesAsync(file, hashes, options, cancellation);
            }
        }

        var rows = Records.ReadAsync(users, options, ["email"], [], cancellation);
        await foreach (var row in rows.Select(options, (r, draft) => Row(r, hashes, draft), cancellation))
        {
            yield return row;
        }
    }

    private static async Task ReadHashesAsync(
        SourceFile file, Dictionary<string, string> hashes, SourceOptions options, CancellationToken cancellation)
    {
        await foreach (var row in JsonElements.ReadAsync(file, options, [], cancellation))
        {
            Companions.CheckWhole(row, file);
            if (row["email"] is { } email && row["passwordHash"] is { } hash)
            {
                Companions.CheckRoom(hashes.Count, file);
                hashes[email] = hash;
            }
        }
    }

    private static SourceRow Row(SourceRecord row, Dictionary<string, string> hashes, MemberDraft draft)
    {
        draft.TakeSourceId(row["user_id"]);
        draft.TakeEmail(row["email"], "email");
        draft.EmailVerified = draft.Flag(row["email_verified"], "email_verified");
        draft.CreatedAt = draft.Time(row["created_at"], "created_at");
        draft.LastLoginAt = draft.Time(row["last_login"], "last_login");
        TakePassword(row, hashes, draft);
        draft.Contact.TakeFirstName(row["given_name"]);
        draft.Contact.TakeLastName(row["family_name"]);
        draft.Contact.TakeNickname(row.First("nickname", "username"));

        // Without a name, Auth0 keeps the address for it.
        draft.Contact.TakeFullName(row["name"] is { } name && !name.Contains('@', StringComparison.Ordinal) ? name : null);
        draft.Contact.TakePicture(row["picture"]);
        draft.Contact.AddPhone(row["phone_number"]);
        draft.Contact.TakeLocale(row["locale"]);
        AddMetadata(row["user_metadata"], draft.Contact);
        AddMetadata(row["app_metadata"], draft.Contact);
        if (draft.Flag(row["blocked"], "blocked") == true)
        {
            draft.Block();
        }

        return draft.Build();
    }

    private static void TakePassword(SourceRecord row, Dictionary<string, string> hashes, MemberDraft draft)
    {
        if (row["custom_password_hash"] is { } custom)
        {
            string? Read() => ForeignJson.Parse(custom) is { } parsed ? Auth0Hash.Canonical(parsed) : null;
            draft.TakePassword(true, Read, "custom_password_hash");
            return;
        }

        var hash = row.First("password_hash", "passwordHash") ?? (row["email"] is { } email ? hashes.GetValueOrDefault(email) : null);
        draft.TakePassword(hash is not null, () => hash, "password_hash");
    }

    private static void AddMetadata(string? text, ContactDraft contact)
    {
        if (ForeignJson.Parse(text) is { ValueKind: JsonValueKind.Object } metadata)
        {
            contact.AddCustom(metadata, new HashSet<string>());
        }
    }
}
