using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Hashes;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// The table <c>AspNetUsers</c> of ASP.NET Core Identity, as CSV or JSON. Columns that an application has added are custom fields.
/// </summary>
internal sealed class AspNetIdentitySource : IImportSource
{
    private static readonly HashSet<string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        "Id", "UserName", "NormalizedUserName", "Email", "NormalizedEmail", "EmailConfirmed", "PasswordHash", "SecurityStamp",
        "ConcurrencyStamp", "PhoneNumber", "PhoneNumberConfirmed", "TwoFactorEnabled", "LockoutEnd", "LockoutEndDateUtc", "LockoutEnabled",
        "AccessFailedCount", "FirstName", "LastName", "DisplayName", "Name", "Discriminator", "CreatedAt", "LastLoginAt",
    };

    public string Name => "aspnet-identity";

    public string Title => "ASP.NET Core Identity, table AspNetUsers as CSV or JSON";

    public Recognition? Recognise(SourceSample sample) =>
        Recognition.ByColumns(sample, 95, "Email", "EmailConfirmed", "PasswordHash", "SecurityStamp")
        ?? Recognition.ByColumns(sample, 80, "Email", "EmailConfirmed", "PasswordHash")
        ?? Recognition.ByKeys(sample, 95, "Email", "EmailConfirmed", "PasswordHash");

    public IAsyncEnumerable<SourceRow> ReadAsync(
        IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellation = default) =>
        Records.ReadAsync(files[0], options, ["Email"], CsvTable.DatabaseNulls, cancellation).Select(options, Row, cancellation);

    private static SourceRow Row(SourceRecord row, MemberDraft draft)
    {
        draft.TakeSourceId(row["Id"]);
        draft.TakeEmail(row["Email"], "Email");
        draft.EmailVerified = draft.Flag(row["EmailConfirmed"], "EmailConfirmed");
        draft.CreatedAt = draft.Time(row["CreatedAt"], "CreatedAt");
        draft.LastLoginAt = draft.Time(row["LastLoginAt"], "LastLoginAt");
        draft.TakePassword(row["PasswordHash"] is not null, () => AspNetIdentityHash.Canonical(row["PasswordHash"]!), "PasswordHash");
        draft.Contact.TakeFirstName(row["FirstName"]);
        draft.Contact.TakeLastName(row["LastName"]);
        draft.Contact.TakeFullName(row.First("DisplayName", "Name"));
        draft.Contact.AddPhone(row["PhoneNumber"]);

        // Most applications use the address as the name.
        draft.Contact.TakeNickname(row["UserName"] is { } name && !name.Contains('@', StringComparison.Ordinal) ? name : null);
        foreach (var column in row.Names.Where(n => !Columns.Contains(n)))
        {
            draft.Contact.AddCustom(column, row[column]);
        }

        if (draft.Time(row.First("LockoutEnd", "LockoutEndDateUtc"), "LockoutEnd") is { } until
            && draft.Flag(row["LockoutEnabled"], "LockoutEnabled") != false)
        {
            draft.Block(until);
        }

        return draft.Build();
    }
}
