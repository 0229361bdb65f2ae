using System.Runtime.CompilerServices;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// Wix: the contacts CSV, the JSON of the members query, or both, joined by the address. With both, only contacts who are members are
/// imported. There are no passwords.
/// </summary>
internal sealed class WixSource : IImportSource
{
    public string Name => "wix";

    public string Title => "Wix, contacts CSV and members query JSON";

    public Recognition? Recognise(SourceSample sample) => Recognition.ByKeys(sample, 95, "loginEmail", "contactId")
        ?? Recognition.ByKeys(sample, 80, "loginEmail", "status")
        ?? Recognition.ByColumns(sample, 95, "Email 1", "Created At (UTC+0)")
        ?? Recognition.ByColumns(sample, 80, "First Name", "Last Name", "Email 1");

    public IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellation = default) =>
        files.Count == 1 ? OneAsync(files[0], options, cancellation) : BothAsync(files, options, cancellation);

    private static async IAsyncEnumerable<SourceRow> OneAsync(
        SourceFile file, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isJson = (await SourceSample.OfAsync(file, options, cancellation)).IsJson;
        var rows = isJson
            ? MembersAsync(file, options, cancellation).Select(options, (m, draft) => WixMember.Row(m.Element, null, draft), cancellation)
            : ContactsAsync(file, options, cancellation).Select(options, (c, draft) => ContactRow(c, draft), cancellation);
        await foreach (var row in rows)
        {
            yield return row;
        }
    }

    private static async IAsyncEnumerable<SourceRow> BothAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (contacts, others) = await Companions.SplitAsync(files, s => s.IsJson, options, cancellation);
        if (others.Count > 1)
        {
            throw new FileProblemException("ONE_FILE", "Give one file of the members query; put the pages into one, one after the other.");
        }

        // Members are fewer than contacts, so they are those that are kept in memory.
        var members = new Dictionary<string, JsonRecord>(StringComparer.OrdinalIgnoreCase);
        await foreach (var member in MembersAsync(others[0], options, cancellation))
        {
            Companions.CheckRoom(members.Count, others[0]);
            members[member["loginEmail"] ?? $"#{member.Number}"] = member;
        }

        SourceRow Row(CsvRecord contact, MemberDraft draft) =>
            contact["Email 1"] is { } email && members.Remove(email, out var member)
                ? WixMember.Row(member.Element, contact, draft)
                : draft.Skip("Email 1", "NOT_A_MEMBER", "The contact is no member.");

        await foreach (var row in ContactsAsync(contacts, options, cancellation).Select(options, Row, cancellation))
        {
            yield return row with { File = contacts.Name };
        }

        foreach (var member in members.Values.OrderBy(m => m.Number))
        {
            var row = member.Problem is { } problem
                ? new SourceRow(member.Number, null, [problem])
                : WixMember.Row(member.Element, null, new MemberDraft(member.Number, options));
            yield return row with { File = others[0].Name };
        }
    }

    private static SourceRow ContactRow(CsvRecord contact, MemberDraft draft)
    {
        draft.TakeEmail(contact["Email 1"], "Email 1");
        WixContact.Take(contact, draft);
        return draft.Build();
    }

    private static IAsyncEnumerable<JsonRecord> MembersAsync(SourceFile file, SourceOptions options, CancellationToken cancellation) =>
        JsonElements.ReadAsync(file, options, ["members"], cancellation);

    private static async IAsyncEnumerable<CsvRecord> ContactsAsync(
        SourceFile file, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var table = await CsvTable.OpenAsync(file, options, cancellation);
        if (!table.Columns.Has("Email 1"))
        {
            throw CsvHeader.NoAddress(table.Columns, "Email 1");
        }

        await foreach (var row in table.ReadAsync(cancellation))
        {
            yield return row;
        }
    }
}
