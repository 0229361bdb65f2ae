using System.Globalization;
using CsvHelper;
using Members.Gateway.Json;
using Members.Import;

namespace Members.Gateway.Import;

/// <summary>
/// Writes members as a table for spreadsheets: a view of an export, without passwords, consents and applications. It imports again with
/// the source <c>csv</c>.
/// </summary>
internal sealed class MembersTableWriter : IAsyncDisposable
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private static readonly (string Name, Func<PortableMember, string?> Value)[] Columns =
    [
        ("id", m => m.Id?.ToString()),
        ("email", m => m.Email.Typed),
        ("emailVerified", m => m.EmailVerified ? "true" : "false"),
        ("status", m => MemberLineNames.Of(m.Status)),
        ("firstName", m => m.Contact.FirstName),
        ("lastName", m => m.Contact.LastName),
        ("nickname", m => m.Contact.Nickname),
        ("emails", m => string.Join(';', m.Contact.Emails)),
        ("phones", m => string.Join(';', m.Contact.Phones)),
        ("labels", m => string.Join(';', m.Contact.Labels)),
        ("locale", m => m.Contact.Locale),
        ("picture", m => m.Contact.Picture),
        ("privacy", m => PrivacyNames.Of(m.Privacy)),
        ("createdAt", m => Text(m.CreatedAt)),
        ("lastLoginAt", m => Text(m.LastLoginAt)),
        ("blockedUntil", m => Text(m.Block?.Until)),
        ("blockReason", m => m.Block?.Reason),
    ];

    private readonly IReadOnlyList<string> _customFields;
    private readonly CsvWriter _file;

    private MembersTableWriter(Stream file, IReadOnlyList<string> customFields)
    {
        _customFields = customFields;
        _file = CsvWriter.Create(file, SpreadsheetCells.Format, leaveOpen: true);
    }

    /// <summary>Begins a table with its header.</summary>
    /// <param name="file">Where to; it stays open.</param>
    /// <param name="customFields">The names of the custom fields that become columns.</param>
    /// <param name="cancellation">Stops writing.</param>
    public static async Task<MembersTableWriter> CreateAsync(
        Stream file, IReadOnlyList<string> customFields, CancellationToken cancellation = default)
    {
        var writer = new MembersTableWriter(file, customFields);
        await writer._file.WriteRecordAsync(
            [.. Columns.Select(c => c.Name), .. customFields.Select(name => SpreadsheetCells.Defused("custom." + name))], cancellation);
        return writer;
    }

    /// <summary>Writes a member.</summary>
    public async Task WriteAsync(PortableMember member, CancellationToken cancellation = default) => await _file.WriteRecordAsync(
        [
            .. Columns.Select(c => SpreadsheetCells.Defused(c.Value(member) ?? "")),
            .. _customFields.Select(name => SpreadsheetCells.Defused(Custom(member, name) ?? "")),
        ],
        cancellation);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    private static string? Custom(PortableMember member, string name) =>
        member.Contact.CustomFields.FirstOrDefault(f => f.Name == name) is { } field
            ? field.StrValue ?? field.NumValue?.ToString("R", CultureInfo.InvariantCulture) ?? Text(field.DateValue)
            : null;
}
