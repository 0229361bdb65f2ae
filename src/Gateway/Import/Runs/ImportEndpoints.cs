using System.Globalization;
using Members.ApiKeys;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.Import;
using Members.Outcomes;
using Members.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Import.Runs;

/// <summary>
/// Imports members: rows are handed over batch by batch, so that neither the file nor its size matters here. A key needs all scopes: who
/// imports sets passwords, and statuses.
/// </summary>
internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/imports").WithTags("Import and export").RequireScope(ScopeSet.All, staff: StaffRoles.Owner);
        group.MapGet("", List).Describe("listImports", "The newest imports, 100 at most.");
        group.MapPost("", Begin).Describe("beginImport", "Starts an import. Hand its rows over next.", ApiError.ValidationFailed);
        group.MapPost("/check", Check).WithMetadata(LargeBody.Instance).Describe(
            "checkImportRows", "What would become of rows if they were imported now. It stores nothing.", ApiError.ValidationFailed);
        group.MapPost("/try-password", TryPassword).Describe(
            "tryImportedPassword",
            "Whether a password matches a hash of the old site, as it would at a login after the import.",
            ApiError.ValidationFailed,
            ApiError.Overloaded);
        group.MapGet("/{id}", Get).Describe("getImport", "One import.", ApiError.NotFound);
        group.MapGet("/{id}/batches/{batch}", ListRows).Describe(
            "listImportRows", "What became of the rows of a batch. Batches are numbered from 0.", ApiError.NotFound);
        group.MapPost("/{id}/rows", Add).WithMetadata(LargeBody.Instance).Describe(
            "addImportRows",
            "Imports rows, from the first on, for some seconds. Hand those that are not in the answer over again, as the next batch. "
            + "The same batch again is answered the same and makes nothing twice.",
            ApiError.ValidationFailed,
            ApiError.NotFound);
        group.MapPost("/{id}/finish", Finish).Describe(
            "finishImport", "Says that all rows were handed over.", ApiError.ValidationFailed, ApiError.NotFound);
        group.MapPost("/{id}/invite", Invite).Describe(
            "inviteImported",
            "Mails the members of a finished import who are active and have no password a link that sets one, in waves that take at most "
            + "half of what the site may send. Twice does no harm.",
            ApiError.ValidationFailed,
            ApiError.NotFound);
        group.MapPost("/{id}/undo", Undo).Describe(
            "undoImport",
            "Removes members that the import made, for some seconds; repeat it until the state is UNDONE. Who has logged in or set a "
            + "password since, or has a role, is kept.",
            ApiError.NotFound);
    }

    private static async Task<Ok<ImportsAnswer>> List(IGrainFactory grains) =>
        TypedResults.Ok(new ImportsAnswer([.. (await grains.Imports().List()).Runs.Select(ImportBody.Of)]));

    private static async Task<Results<Ok<ImportAnswer>, Problem>> Begin(BeginImportRequest request, IGrainFactory grains) =>
        (await grains.Imports().Begin(new BeginImport(request.Source ?? "", request.FileName ?? "", request.FileDigest)))
            .ToResult(ImportAnswer.Of);

    private static async Task<Results<Ok<ImportedRowsAnswer>, Problem>> Check(CheckRowsRequest request, IGrainFactory grains)
    {
        var rows = ImportRowReader.Read(request.Rows);
        return rows.Succeeded
            ? TypedResults.Ok(new ImportedRowsAnswer(
                [.. (await grains.GetGrain<IImportChecksGrain>(0).Check(rows.Value)).Select(ImportedRowBody.Of)]))
            : Problem.From(rows.Refusal);
    }

    private static async Task<Results<Ok<TryPasswordAnswer>, Problem>> TryPassword(TryPasswordRequest request, IGrainFactory grains)
    {
        var reader = new RequestReader();
        var password = reader.Password(request.Password, "password");
        if (!PortableHash.TryParse(request.Hash, out var hash))
        {
            reader.Add("hash", "MALFORMED", $"The hash must have 1 to {PortableHash.MaxLength} characters.");
        }

        return reader.Succeeded
            ? (await grains.GetGrain<IImportChecksGrain>(0).TryPassword(hash!, password)).ToResult(t => new TryPasswordAnswer(t.Matches))
            : Problem.From(reader.Refusal);
    }

    private static async Task<Results<Ok<ImportAnswer>, Problem>> Get(string id, IGrainFactory grains) =>
        await Find(id, grains) is { } run ? TypedResults.Ok(ImportAnswer.Of(run.Run)) : Unknown();

    private static async Task<Results<Ok<ImportedRowsAnswer>, Problem>> ListRows(string id, string batch, IGrainFactory grains) =>
        int.TryParse(batch, CultureInfo.InvariantCulture, out var number)
        && await Find(id, grains) is { } run
        && await run.Grain.ListRows(number) is { } rows
            ? TypedResults.Ok(new ImportedRowsAnswer([.. rows.Select(ImportedRowBody.Of)]))
            : Unknown();

    private static async Task<Results<Ok<ImportRowsAnswer>, Problem>> Add(string id, ImportRowsRequest request, IGrainFactory grains)
    {
        var rows = ImportRowReader.Read(request.Rows);
        if (request.Batch is not { } batch)
        {
            var missing = new Violation("batch", "REQUIRED", "The batch must be the number that the import says is next.");
            return Problem.Invalid([missing, .. rows.Refusal?.Entry.Violations ?? []]);
        }

        if (!rows.Succeeded)
        {
            return Problem.From(rows.Refusal);
        }

        return await Find(id, grains) is { } run
            ? (await run.Grain.Add(batch, rows.Value)).ToResult(ImportRowsAnswer.Of)
            : Unknown();
    }

    private static async Task<Results<Ok<ImportAnswer>, Problem>> Finish(string id, IGrainFactory grains) =>
        await Find(id, grains) is { } run ? (await run.Grain.Finish()).ToResult(ImportAnswer.Of) : Unknown();

    private static async Task<Results<Ok<ImportAnswer>, Problem>> Undo(string id, IGrainFactory grains) =>
        await Find(id, grains) is { } run ? (await run.Grain.Undo()).ToResult(ImportAnswer.Of) : Unknown();

    private static async Task<Results<Ok<ImportAnswer>, Problem>> Invite(string id, IGrainFactory grains) =>
        await Find(id, grains) is { } run ? (await grains.Imports().Invite(run.Run.Id)).ToResult(ImportAnswer.Of) : Unknown();

    private static Problem Unknown() => Problem.Of(ApiError.NotFound, "There is no import with this id, or no such batch of it.");

    // An id that was made up leaves nothing behind: the grain has no record.
    private static async Task<Found?> Find(string id, IGrainFactory grains) =>
        Ids.TryParse(id, out var run) && grains.GetGrain<IImportRunGrain>(run) is { } grain && await grain.Find() is { } found
            ? new Found(grain, found)
            : null;

    private sealed record Found(IImportRunGrain Grain, ImportRun Run);
}
