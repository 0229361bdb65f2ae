using System.Runtime.CompilerServices;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Hashes;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// The users of WordPress as CSV: of <c>wp user list</c>, of the table <c>wp_users</c>, or of a plug-in. A second CSV of the table
/// <c>wp_usermeta</c> brings names and what the plug-ins for approvals say.
/// </summary>
internal sealed class WordPressSource : IImportSource
{
    // What MySQL keeps for no time.
    private static readonly string[] Nulls = [.. CsvTable.DatabaseNulls, "0000-00-00 00:00:00"];

    private static readonly string[] IdColumns = ["ID", "user_id"];

    public string Name => "wordpress";

    public string Title => "WordPress, users as CSV";

    public Recognition? Recognise(SourceSample sample) => Recognition.ByColumns(sample, 95, "user_email", "user_pass")
        ?? Recognition.ByColumns(sample, 90, "user_login", "user_email")
        ?? Recognition.ByColumns(sample, 60, "user_id", "meta_key", "meta_value");

    public async IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (users, others) = await Companions.SplitAsync(files, s => s.HasColumns("meta_key", "meta_value"), options, cancellation);
        var meta = new WordPressMeta();
        foreach (var file in others)
        {
            await meta.ReadAsync(file, options, cancellation);
        }

        var rows = Records.ReadAsync(users, options, ["user_email", "email"], Nulls, cancellation);
        await foreach (var row in rows.Select(options, (r, draft) => Row(r, meta, draft), cancellation))
        {
            yield return row;
        }
    }

    private static SourceRow Row(SourceRecord row, WordPressMeta meta, MemberDraft draft)
    {
        var id = row.First(IdColumns);
        if (id is null && meta.IsGiven)
        {
            RefuseWithoutId(row, draft);
        }

        string? Value(string name) => row[name] ?? meta.Of(id, name);

        draft.TakeSourceId(id);
        draft.TakeEmail(row.First("user_email", "email"), "user_email");
        draft.CreatedAt = draft.Time(row["user_registered"], "user_registered");
        draft.TakePassword(row["user_pass"] is not null, () => WordPressHash.Canonical(row["user_pass"]!), "user_pass");
        WordPressStatus.Take(draft, Value, meta.KnowsApprovals || row.Names.Contains(WordPressStatus.ApproveUser));
        draft.Contact.TakeFirstName(Value("first_name"));
        draft.Contact.TakeLastName(Value("last_name"));
        draft.Contact.TakeNickname(Value("nickname") ?? row.First("display_name", "user_login"));
        draft.Contact.TakeFullName(row["display_name"] is { } name && name.Contains(' ', StringComparison.Ordinal) ? name : null);
        draft.Contact.TakeLocale(Value("locale"));
        draft.Contact.AddLabels(row["roles"]);
        draft.Contact.AddCustom("website", row["user_url"]);
        return draft.Build();
    }

    // Without it nobody would have a status, and who waits or was turned down would be let in.
    private static void RefuseWithoutId(SourceRecord row, MemberDraft draft)
    {
        if (row.Names.Any(n => IdColumns.Contains(n, StringComparer.OrdinalIgnoreCase)))
        {
            draft.Problems.Refuse("ID", "ID_REQUIRED", "'ID' is empty, and tells which rows of wp_usermeta are the user's.");
            return;
        }

        throw new FileProblemException(
            "COLUMN_MISSING",
            "The users have no column 'ID' or 'user_id', which tells whose the rows of wp_usermeta are; export the users again with it.");
    }
}
