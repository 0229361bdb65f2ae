using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Import;
using Members.Outcomes;

namespace Members.Gateway.Admin.Importing;

/// <summary>One import: how far it is, what was refused, and what can be done with it.</summary>
/// <param name="Run">The import.</param>
/// <param name="Refused">The first rows that were refused; none while this process is at work on it.</param>
internal sealed record RunPage(ImportRun Run, IReadOnlyList<ImportedRow> Refused)
{
    private const int MostRefused = 200;

    /// <summary>Whether this process is at work on it.</summary>
    public bool IsAtWork { get; init; }

    /// <summary>How many rows it will have; zero when that is not known.</summary>
    public long Total { get; init; }

    /// <summary>Whether mails were asked for just now.</summary>
    public bool IsInviting { get; init; }

    /// <summary>Why what was asked for is not done; null when it is.</summary>
    public Refusal? Refusal { get; init; }

    public static async Task<IResult> Show(Guid id, HttpContext context, IGrainFactory grains, ImportWork work)
    {
        if (await Read(id, grains, work) is not { } page)
        {
            return TypedResults.NotFound();
        }

        if (page.IsAtWork)
        {
            Reload.Soon(context);
        }

        return (page with { IsInviting = context.Request.Query.ContainsKey("invited") }).Shown();
    }

    /// <summary>Begins to remove what the import made, or goes on with it.</summary>
    public static async Task<IResult> Undo(Guid id, HttpContext context, IGrainFactory grains, ImportWork work)
    {
        if (await grains.GetGrain<IImportRunGrain>(id).Find() is not { } run)
        {
            return TypedResults.NotFound();
        }

        if (run.State != ImportState.Undone)
        {
            work.Undo(id, Caller.OriginOf(context));
        }

        return new SeeOther($"../{id}");
    }

    /// <summary>Mails those without a password.</summary>
    public static async Task<IResult> Invite(Guid id, IGrainFactory grains, ImportWork work)
    {
        if (await Read(id, grains, work) is not { } page)
        {
            return TypedResults.NotFound();
        }

        var invited = await grains.Imports().Invite(id);
        return invited.Succeeded ? new SeeOther($"../{id}?invited") : (page with { Refusal = invited.Refusal }).Shown();
    }

    private static async Task<RunPage?> Read(Guid id, IGrainFactory grains, ImportWork work)
    {
        var isAtWork = work.IsAtWork(id, out var total); // before it is read: what ends meanwhile is seen to have ended at the next look
        return await grains.GetGrain<IImportRunGrain>(id).Find() is { } run
            ? new RunPage(run, isAtWork ? [] : await FindRefused(run, grains)) { IsAtWork = isAtWork, Total = total }
            : null;
    }

    // One call a batch, and the page of an import at work is loaded every few seconds: it is asked once that has ended.
    private static async Task<IReadOnlyList<ImportedRow>> FindRefused(ImportRun run, IGrainFactory grains)
    {
        var (found, wanted) = (new List<ImportedRow>(), Math.Min(run.Refused, MostRefused));
        for (var batch = 0; batch < run.Batches && found.Count < wanted; batch++)
        {
            var rows = await grains.GetGrain<IImportRunGrain>(run.Id).ListRows(batch) ?? [];
            found.AddRange(rows.Where(r => r.Outcome == RowOutcome.Refused).Take((int)wanted - found.Count));
        }

        return found;
    }

    private Page<RunView, RunPage> Shown() => new(this, Refusal?.Entry.Api.Error.Status ?? StatusCodes.Status200OK);
}
