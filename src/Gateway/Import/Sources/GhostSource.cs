using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>The members CSV of Ghost. Its members have no passwords: they log in with links.</summary>
internal sealed class GhostSource : IImportSource
{
    private const string CustomPrefix = "custom_fields.";

    private static readonly string[] Kept =
        ["note", "subscribed_to_emails", "complimentary_plan", "stripe_customer_id", "tiers", "products", "import_tier", "gift_id"];

    public string Name => "ghost";

    public string Title => "Ghost, members CSV";

    public Recognition? Recognise(SourceSample sample) => Recognition.ByColumns(sample, 90, "email", "subscribed_to_emails");

    public IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellation = default) =>
        Records.ReadAsync(files[0], options, ["email"], [], cancellation).Select(options, Row, cancellation);

    private static SourceRow Row(SourceRecord row, MemberDraft draft)
    {
        if (row["deleted_at"] is not null)
        {
            return draft.Skip("deleted_at", "DELETED", "The member was deleted.");
        }

        draft.TakeSourceId(row["id"]);
        draft.TakeEmail(row["email"], "email");
        draft.CreatedAt = draft.Time(row["created_at"], "created_at");
        draft.Contact.TakeFullName(row["name"]);
        draft.Contact.AddLabels(row["labels"]);
        foreach (var name in row.Names.Where(n => Kept.Contains(n) || n.StartsWith(CustomPrefix, StringComparison.Ordinal)))
        {
            var field = name.StartsWith(CustomPrefix, StringComparison.Ordinal) ? name[CustomPrefix.Length..] : name;
            draft.Contact.AddCustom(field, row[name]);
        }

        return draft.Build();
    }
}
