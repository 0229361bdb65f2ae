using System.Runtime.CompilerServices;
using System.Text.Json;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Hashes;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// What <c>firebase auth:export</c> writes, as JSON or as CSV without a header. The key and the parameters of the hashes come from the
/// console of Firebase, not from the file.
/// </summary>
internal sealed class FirebaseSource : IImportSource
{
    // The columns that are read, of 28; the others are of providers such as Google.
    private static readonly string[] Columns = Enumerable.Range(0, 29).Select(ColumnName).ToArray();

    public string Name => "firebase";

    public string Title => "Firebase, auth:export as JSON or CSV";

    public Recognition? Recognise(SourceSample sample) => Recognition.ByKeys(sample, 95, "users", "localId")
        ?? (IsTable(sample) ? new(85, "it has no header, and 28 columns of which the second is an address") : null);

    public IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellation = default) =>
        RecordsAsync(files[0], options, cancellation).Select(options, (row, draft) => Row(row, options, draft), cancellation);

    private static bool IsTable(SourceSample sample) => !sample.IsJson
        && sample.Cells.Count is 28 or 29
        && sample.Cells[1].Contains('@', StringComparison.Ordinal)
        && SourceFlags.Of(sample.Cells[2]) is not null;

    private static string ColumnName(int index) => index switch
    {
        0 => "localId",
        1 => "email",
        2 => "emailVerified",
        3 => "passwordHash",
        4 => "salt",
        5 => "displayName",
        6 => "photoUrl",
        23 => "createdAt",
        24 => "lastSignedInAt",
        25 => "phoneNumber",
        26 => "disabled",
        27 => "customAttributes",
        _ => $"column {index + 1}",
    };

    private static async IAsyncEnumerable<SourceRecord> RecordsAsync(
        SourceFile file, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if ((await SourceSample.OfAsync(file, options, cancellation)).IsJson)
        {
            await foreach (var user in JsonElements.ReadAsync(file, options, ["users"], cancellation))
            {
                yield return user;
            }

            yield break;
        }

        await using var table = await CsvTable.OpenAsync(file, options, cancellation, headerless: Columns);
        await foreach (var user in table.ReadAsync(cancellation))
        {
            yield return user;
        }
    }

    private static SourceRow Row(SourceRecord row, SourceOptions options, MemberDraft draft)
    {
        if (row["email"] is null)
        {
            return draft.Skip("email", "ANONYMOUS", "The user has no e-mail address: they are anonymous, or log in with a phone.");
        }

        draft.TakeSourceId(row["localId"]);
        draft.TakeEmail(row["email"], "email");
        draft.EmailVerified = draft.Flag(row["emailVerified"], "emailVerified");
        draft.CreatedAt = draft.Milliseconds(row["createdAt"], "createdAt");
        draft.LastLoginAt = draft.Milliseconds(row["lastSignedInAt"], "lastSignedInAt");
        draft.TakePassword(
            row["passwordHash"] is not null,
            () => FirebaseHash.Canonical(row["passwordHash"], row["salt"], options.Firebase ?? throw NoParameters(row)),
            "passwordHash");
        draft.Contact.TakeFullName(row["displayName"]);
        draft.Contact.TakePicture(row["photoUrl"]);
        draft.Contact.AddPhone(row["phoneNumber"]);
        if (ForeignJson.Parse(row["customAttributes"]) is { ValueKind: JsonValueKind.Object } claims)
        {
            draft.Contact.AddCustom(claims, new HashSet<string>());
        }

        if (draft.Flag(row["disabled"], "disabled") == true)
        {
            draft.Block();
        }

        return draft.Build();
    }

    private static FileProblemException NoParameters(SourceRecord row) => FileProblemException.At(
        "OPTION_MISSING",
        row.Number,
        "passwordHash",
        "hashes of Firebase need the signer key and the salt separator of the console's dialog \"Password hash parameters\"");
}
