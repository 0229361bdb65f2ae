using Members.Admission;
using Members.Directory;
using Members.Gateway.Authentication;

namespace Members.Gateway.Admission;

/// <summary>
/// Which applications are decided on: as in the list. <c>submittedBefore</c> is when the list was looked at, so that nobody is decided on
/// whom the decider has not seen.
/// </summary>
internal sealed record BulkFilterBody(
    string? Status, string? Domain, string? Network, string? Rule, string? Invitation, string? Q, DateTimeOffset? SubmittedBefore)
{
    /// <summary>The query for the oldest that match.</summary>
    public ApplicationQuery Read(RequestReader reader)
    {
        if (SubmittedBefore is null)
        {
            reader.Add("filter.submittedBefore", "REQUIRED", "The submittedBefore must be the time at which the list was looked at.");
        }

        return QueueEndpoints.Filter(Status, Domain, Network, Rule, Invitation, Q, reader) with { SubmittedBefore = SubmittedBefore };
    }
}

/// <summary>The oldest applications that match a filter.</summary>
/// <param name="Applications">The applications.</param>
/// <param name="More">Whether others match.</param>
internal sealed record FilteredApplications(IReadOnlyList<ApplicationView> Applications, bool More)
{
    private const int PageSize = 100;

    /// <summary>The members.</summary>
    public IReadOnlyList<Guid> Ids => [.. Applications.Select(a => a.Id)];

    /// <summary>Finds them, page by page.</summary>
    public static async Task<FilteredApplications> Find(ApplicationQuery query, int most, IGrainFactory grains)
    {
        var (found, mark) = (new List<ApplicationView>(), (PageMark?)null);
        do
        {
            var page = await QueueEndpoints.Queue(grains).List(query with { Limit = PageSize, After = mark });
            found.AddRange(page.Applications.Where(a => query.SubmittedBefore is not { } looked || a.AnsweredAt < looked));
            mark = page.Next;
        }
        while (mark is not null && found.Count < most);

        return new([.. found.Take(most)], mark is not null || found.Count > most);
    }
}
