using System.Text.Json;
using Members.Accounts;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>The identities of Ory Kratos as JSON: a list, or the body of a batch. Their hashes are in the canonical form.</summary>
internal sealed class KratosSource : IImportSource
{
    private static readonly HashSet<string> Known = ["email", "name", "username", "phone", "picture", "locale"];

    private static readonly Dictionary<string, MemberStatus> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["active"] = MemberStatus.Active,
        ["inactive"] = MemberStatus.Blocked,
    };

    public string Name => "kratos";

    public string Title => "Ory Kratos, identities as JSON";

    public Recognition? Recognise(SourceSample sample) => Recognition.ByKeys(sample, 95, "schema_id", "traits")
        ?? Recognition.ByKeys(sample, 70, "traits")
        ?? Recognition.ByKeys(sample, 70, "identities", "create");

    public IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellation = default) =>
        JsonElements.ReadAsync(files[0], options, ["identities"], cancellation)
            .Select(options, (record, draft) => Row(record.Element.At("create") ?? record.Element, draft), cancellation);

    private static SourceRow Row(JsonElement identity, MemberDraft draft)
    {
        var email = identity.Text("traits", "email");
        draft.TakeSourceId(identity.Text("id"));
        draft.TakeEmail(email, "traits.email");
        draft.EmailVerified = identity.Items("verifiable_addresses")
            .Any(a => string.Equals(a.Text("value"), email, StringComparison.OrdinalIgnoreCase) && a.Text("verified") == "true");
        draft.CreatedAt = draft.Time(identity.Text("created_at"), "created_at");
        var hash = identity.Text("credentials", "password", "config", "hashed_password");
        draft.TakePassword(hash is not null, () => hash, "hashed_password");
        if (identity.At("credentials", "password", "config", "password") is not null)
        {
            draft.Problems.Note("password", "CLEAR_TEXT", "The password is left out: those in clear text are not taken.");
        }

        draft.TakeStatus(identity.Text("state"), "state", Words);
        if (draft.Status == MemberStatus.Blocked)
        {
            draft.Status = MemberStatus.Active;
            draft.Block();
        }

        TakeTraits(identity, draft.Contact);
        return draft.Build();
    }

    private static void TakeTraits(JsonElement identity, ContactDraft contact)
    {
        if (identity.At("traits") is not { } traits)
        {
            return;
        }

        var isWhole = traits.At("name")?.ValueKind == JsonValueKind.String;
        contact.TakeFirstName(traits.Text("name", "first"));
        contact.TakeLastName(traits.Text("name", "last"));
        contact.TakeFullName(isWhole ? traits.Text("name") : null);
        contact.TakeNickname(traits.Text("username"));
        contact.TakePicture(traits.Text("picture"));
        contact.TakeLocale(traits.Text("locale"));
        contact.AddPhone(traits.Text("phone"));
        contact.AddCustom(traits, Known);
        contact.AddCustom(identity.At("metadata_public") ?? default, Known);
    }
}
