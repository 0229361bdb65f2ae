using System.Collections.Immutable;
using Members.Admission;
using Members.Directory;
using Members.Gateway.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Admin.Queue;

/// <summary>The list of applications.</summary>
/// <param name="Filter">Which are shown.</param>
/// <param name="Applications">The applications, with what the viewer may do.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="LookedAt">When the list was made: who applied later is decided on by nobody who has not seen them.</param>
internal sealed record QueuePage(
    QueueFilter Filter, ImmutableArray<ApplicationView> Applications, PageMark? Next, DateTimeOffset LookedAt)
{
    /// <summary>Who waits in all.</summary>
    public required QueueSummary Summary { get; init; }

    /// <summary>The application of the last act; null when none was sent.</summary>
    public ApplicationView? Last { get; init; }

    /// <summary>What is wrong with the filters.</summary>
    public IReadOnlyList<Violation> Wrong { get; init; } = [];

    /// <summary>Shows the list: one call for its rows and one for the numbers, and one more after an act.</summary>
    public static async Task<IResult> Show(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var (asked, now, queue) = (context.Request.Query, clock.GetUtcNow(), QueueEndpoints.Queue(grains));
        var filter = QueueFilter.Of(name => asked[name]);
        var reader = new RequestReader();
        var query = filter.Read(reader);
        if (!reader.Succeeded)
        {
            return new Page<QueueView, QueuePage>(
                new(filter with { Cursor = null }, [], null, now) { Summary = await queue.Summary(), Wrong = reader.Violations },
                StatusCodes.Status400BadRequest);
        }

        var (listing, counting) = (queue.List(query), queue.Summary());
        var last = Ids.TryParse(asked["last"], out var member) ? await queue.Find(member) : null;
        var page = await listing;
        return new Page<QueueView, QueuePage>(new QueuePage(
            filter, [.. page.Applications.Select(a => ApproverLimits.Trim(context, a))], page.Next, now)
        {
            Summary = await counting,
            Last = last is null ? null : ApproverLimits.Trim(context, last),
        });
    }
}
