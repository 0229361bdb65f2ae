using System.Text.Json;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Hashes;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>The users of a realm of Keycloak, as <c>kc.sh export</c> writes them.</summary>
internal sealed class KeycloakSource : IImportSource
{
    private static readonly HashSet<string> Known =
        ["locale", "picture", "phone", "phoneNumber", "phone_number", "phoneNumberVerified", "nickname"];

    public string Name => "keycloak";

    public string Title => "Keycloak, realm export with users as JSON";

    public Recognition? Recognise(SourceSample sample) => Recognition.ByKeys(sample, 95, "realm", "users")
        ?? Recognition.ByKeys(sample, 90, "createdTimestamp", "username")
        ?? Recognition.ByKeys(sample, 60, "realm", "enabled");

    public IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellation = default) =>
        JsonElements.ReadAsync(files[0], options, ["users"], cancellation)
            .Select(options, (record, draft) => Row(record.Element, draft), cancellation);

    private static SourceRow Row(JsonElement user, MemberDraft draft)
    {
        if (user.Text("serviceAccountClientId") is not null)
        {
            return draft.Skip("serviceAccountClientId", "SERVICE_ACCOUNT", "The user is the account of a service, not a person.");
        }

        draft.TakeSourceId(user.Text("id"));
        draft.TakeEmail(user.Text("email"), "email");
        draft.EmailVerified = draft.Flag(user.Text("emailVerified"), "emailVerified");
        draft.CreatedAt = draft.Milliseconds(user.Text("createdTimestamp"), "createdTimestamp");
        var password = user.Items("credentials").Where(c => c.Text("type") == "password").Select(c => (JsonElement?)c).FirstOrDefault();
        draft.TakePassword(password is not null, () => KeycloakHash.Canonical(password!.Value), "credentials");
        TakeContact(user, draft.Contact);
        if (draft.Flag(user.Text("enabled"), "enabled") == false)
        {
            draft.Block();
        }

        return draft.Build();
    }

    private static void TakeContact(JsonElement user, ContactDraft contact)
    {
        string? Attribute(string name) => user.Items("attributes", name).Select(v => v.AsText()).FirstOrDefault();

        contact.TakeFirstName(user.Text("firstName"));
        contact.TakeLastName(user.Text("lastName"));
        contact.TakeNickname(Attribute("nickname") ?? user.Text("username"));
        contact.TakeLocale(Attribute("locale"));
        contact.TakePicture(Attribute("picture"));
        contact.AddPhone(Attribute("phoneNumber") ?? Attribute("phone_number") ?? Attribute("phone"));
        foreach (var group in user.Items("groups"))
        {
            contact.AddLabel(group.AsText()?.TrimStart('/'));
        }

        foreach (var role in user.Items("realmRoles").Select(r => r.AsText()).Where(IsOwn))
        {
            contact.AddLabel(role);
        }

        contact.AddCustom(user.At("attributes") ?? default, Known);
    }

    // Everybody has those that Keycloak makes itself.
    private static bool IsOwn(string? role) =>
        role is not (null or "offline_access" or "uma_authorization") && !role.StartsWith("default-roles-", StringComparison.Ordinal);
}
