using System.Globalization;
using Members.Admission;
using Members.Gateway.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Pages;

namespace Members.Gateway.Admin.Queue;

/// <summary>Deciding on many alike: first a page that says on whom, then one that says what came of each.</summary>
/// <param name="Outcome">What is decided.</param>
/// <param name="Applications">On whom: those that were ticked, or all that match.</param>
/// <param name="More">Whether more match than are decided on at once.</param>
internal sealed record BulkPage(string Outcome, IReadOnlyList<ApplicationView> Applications, bool More)
{
    private const int AtOnce = 8;

    /// <summary>The list that it began in.</summary>
    public required QueueFilter Filter { get; init; }

    /// <summary>When that list was made, where all that match are decided on; null for those that were ticked.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>What was typed.</summary>
    public TypedAct Typed { get; init; } = TypedAct.None;

    /// <summary>Whether the end of a block is no day.</summary>
    public bool IsEndWrong { get; init; }

    /// <summary>What came of each; null before it is decided.</summary>
    public IReadOnlyList<BulkDecisionResult>? Results { get; init; }

    /// <summary>Asks whether it is meant. Nothing is changed.</summary>
    public static async Task<IResult> Show(HttpContext context, IGrainFactory grains)
    {
        var asked = context.Request.Query;
        var (page, refused) = await Read(
            name => asked[name], asked["id"], TypedAct.None with { Seen = asked["seen"].FirstOrDefault() }, context, grains);
        return page is null ? refused! : page.Shown();
    }

    /// <summary>Decides on each of them.</summary>
    public static async Task<IResult> Decide(HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var (form, reader) = (context.Request.Form, new RequestReader());
        var typed = TypedAct.Of(form);
        var end = typed.End(reader);
        var (found, refused) = await Read(name => form[name], form["id"], typed, context, grains);
        if (found is not { } page)
        {
            return refused!;
        }

        if (!reader.Succeeded)
        {
            return (page with { IsEndWrong = true }).Shown(StatusCodes.Status400BadRequest);
        }

        var request = page.Request(typed) with { Until = end, TellMember = typed.TellMember };
        if (BulkDecisionEndpoint.Read(request, context, out var wrong) is not { } bulk)
        {
            return wrong!;
        }

        var results = await BulkDecisionEndpoint.Run(bulk.Ids, bulk.Decision, grains, cancellationToken);
        return (page with { Results = results }).Shown();
    }

    private BulkDecisionRequest Request(TypedAct typed) =>
        new([.. Applications.Select(a => a.Id.ToString())], null, Outcome, typed.Reason, typed.Note, typed.Seen);

    private Page<BulkView, BulkPage> Shown(int status = StatusCodes.Status200OK) => new(this, status);

    // Those that were ticked are looked up; of all that match the oldest are found, as the API finds them.
    private static async Task<(BulkPage? Page, IResult? Refused)> Read(
        Func<string, string?> read, IReadOnlyList<string?> ids, TypedAct typed, HttpContext context, IGrainFactory grains)
    {
        var (filter, looked) = (QueueFilter.Of(read), Moment(read("before")));
        if (ids.Count == 0 && looked is null)
        {
            return (null, new Page<BulkView, BulkPage>(
                new BulkPage(read("outcome") ?? "", [], false) { Filter = filter }, StatusCodes.Status400BadRequest));
        }

        var request = new BulkDecisionRequest(
            looked is null ? ids : null,
            looked is null ? null : filter.Until(looked),
            read("outcome"),
            null,
            null,
            typed.Seen);
        if (BulkDecisionEndpoint.Read(request, context, out var refused) is not { } bulk)
        {
            return (null, refused);
        }

        var found = bulk.Filter is { } query
            ? await FilteredApplications.Find(query, BulkDecisionEndpoint.Most, grains)
            : new FilteredApplications(await Find(bulk.Ids, grains), More: false);
        return (new BulkPage(request.Outcome!, [.. found.Applications.Select(a => ApproverLimits.Trim(context, a))], found.More)
        {
            Filter = filter,
            LookedAt = looked,
            Typed = typed,
        }, null);
    }

    private static async Task<IReadOnlyList<ApplicationView>> Find(IReadOnlyList<Guid> ids, IGrainFactory grains)
    {
        var found = new ApplicationView?[ids.Count];
        await Parallel.ForAsync(
            0,
            ids.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) => found[i] = await QueueEndpoints.Queue(grains).Find(ids[i]));
        return [.. found.OfType<ApplicationView>()];
    }

    private static DateTimeOffset? Moment(string? text) => DateTimeOffset.TryParseExact(
        text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
