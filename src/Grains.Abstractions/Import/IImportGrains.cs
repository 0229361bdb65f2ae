using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.Import;

/// <summary>The imports of a site, keyed by the site.</summary>
[Alias("members.IImportsGrain")]
public interface IImportsGrain : IGrainWithStringKey
{
    /// <summary>Starts an import. Two commits.</summary>
    /// <returns>Refused: <c>Invalid</c>.</returns>
    [Alias("Begin")]
    Task<Outcome<ImportRun>> Begin(BeginImport command);

    /// <summary>
    /// Mails those whom an import has made, who are active and have no password, a link that sets one. The mails leave in waves that take
    /// at most half of what the site may send, so that other mails of the kind are not kept waiting. Twice does no harm.
    /// </summary>
    /// <returns>Refused: <c>Invalid</c> for an import that there is not, or that is not finished.</returns>
    [Alias("Invite")]
    Task<Outcome<ImportRun>> Invite(Guid run);

    /// <summary>The newest imports, 100 at most. Those of before stay recorded, and are found by their id.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<ImportRuns> List();
}

/// <summary>One import, keyed by its id.</summary>
[Alias("members.IImportRunGrain")]
public interface IImportRunGrain : IGrainWithGuidKey
{
    /// <summary>Records that it has begun. One commit.</summary>
    [Alias("Begin")]
    Task<ImportRun> Begin(BeginImport command);

    /// <summary>
    /// Imports rows, from the first on, for some seconds: one commit a member, and three a batch. A batch that is handed over again is
    /// answered as before, and what its first attempt has made is not made twice.
    /// </summary>
    /// <param name="batch">The number of the batch, <see cref="ImportRun.Batches"/> of what was answered last.</param>
    /// <param name="rows">At most <see cref="ImportRow.MostAtOnce"/>.</param>
    /// <returns>Refused: <c>Invalid</c> for another number, or for an import that has ended or never began.</returns>
    [Alias("Add"), ResponseTimeout("00:00:30")]
    Task<Outcome<ImportedRows>> Add(int batch, ImportRow[] rows);

    /// <summary>Records that all rows were handed over. One commit, or none when they were.</summary>
    /// <returns>Refused: <c>Invalid</c> for an import that is undone.</returns>
    [Alias("Finish")]
    Task<Outcome<ImportRun>> Finish();

    /// <summary>
    /// Removes members that the import made, for some seconds; repeat it until the import is <see cref="ImportState.Undone"/>. Who has
    /// logged in or set a password since, or has a role, is kept.
    /// </summary>
    [Alias("Undo"), ResponseTimeout("00:00:30")]
    Task<Outcome<ImportRun>> Undo();

    /// <summary>The import; null when there is none.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<ImportRun?> Find();

    /// <summary>What became of the rows of a batch; null beyond the last.</summary>
    [Alias("ListRows"), AlwaysInterleave]
    Task<ImportedRow[]?> ListRows(int batch);
}

/// <summary>Looks at rows before they are imported; it stores nothing. A stateless worker.</summary>
[Alias("members.IImportChecksGrain")]
public interface IImportChecksGrain : IGrainWithIntegerKey
{
    /// <summary>What would become of rows if they were imported now, apart from each other.</summary>
    /// <param name="rows">At most <see cref="ImportRow.MostAtOnce"/>.</param>
    [Alias("Check"), ResponseTimeout("00:00:30")]
    Task<ImportedRow[]> Check(ImportRow[] rows);

    /// <summary>Whether a password matches a hash as it would after the import.</summary>
    /// <returns>Refused: <c>Invalid</c> for a hash that is not known, <c>Overloaded</c>.</returns>
    [Alias("TryPassword"), ResponseTimeout("00:00:30")]
    Task<Outcome<PasswordTrial>> TryPassword(PortableHash hash, PlainPassword password);
}

/// <summary>Whether a password matched.</summary>
[GenerateSerializer, Immutable, Alias("members.PasswordTrial")]
public sealed record PasswordTrial(bool Matches);

/// <summary>A member who comes from elsewhere, keyed by the member id.</summary>
[Alias("members.IMemberTransferGrain")]
public interface IMemberTransferGrain : IGrainWithGuidKey
{
    /// <summary>Makes the member. One commit, or none when this row has made them before.</summary>
    /// <returns>Refused: <c>Invalid</c>, <c>EmailTaken</c>.</returns>
    [Alias("Import"), ResponseTimeout("00:00:30")]
    Task<Outcome<Done>> Import(ImportMember command);

    /// <summary>Whether an import may make this member: there is none, and there never was one. It stores nothing.</summary>
    [Alias("IsFree")]
    Task<bool> IsFree();

    /// <summary>
    /// Mails the member a link that sets a password, if this import has made them, they are active and have none, and were not mailed one
    /// since.
    /// </summary>
    /// <returns>Whether a mail leaves.</returns>
    [Alias("InviteImported"), ResponseTimeout("00:00:30")]
    Task<bool> InviteImported(Guid run);

    /// <summary>Removes the member, if this import has made them and they have not been here since. Two commits.</summary>
    /// <returns>Whether the member is gone.</returns>
    [Alias("UndoImport"), ResponseTimeout("00:00:30")]
    Task<bool> UndoImport(Guid run);
}

/// <summary>Makes a member who comes from elsewhere.</summary>
/// <param name="Run">The import.</param>
/// <param name="Row">The row of the file.</param>
/// <param name="Member">The member.</param>
[GenerateSerializer, Immutable, Alias("members.ImportMember")]
public sealed record ImportMember(Guid Run, long Row, PortableMember Member);
