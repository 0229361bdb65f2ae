using System.Text.Json;
using Members.Accounts;
using Members.Directory;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of a bulk call.</summary>
internal sealed record WixBulkRequest(JsonElement? Filter);

/// <summary>The answer to a bulk call. The job is done when it arrives.</summary>
internal sealed record WixBulkAnswer(Guid JobId);

/// <summary>
/// Approves or blocks all members whom a filter finds: each is a commit of its own, and the call may be repeated. Somebody who was turned
/// down is approved only when named by id or address, though Wix's clients see them as blocked.
/// </summary>
internal static class BulkByFilter
{
    private const int Most = 1000, PageSize = 100, AtOnce = 8;

    public static Task<Results<Ok<WixBulkAnswer>, Problem>> Approve(
        WixBulkRequest request, IGrainFactory grains, CancellationToken cancellationToken) =>
        Run(request, grains, rejectedToo: false, async member => (await member.Approve()).Refusal, cancellationToken);

    public static Task<Results<Ok<WixBulkAnswer>, Problem>> Block(
        WixBulkRequest request, IGrainFactory grains, CancellationToken cancellationToken) =>
        Run(request, grains, rejectedToo: true, async member => (await member.Block()).Refusal, cancellationToken);

    private static async Task<Results<Ok<WixBulkAnswer>, Problem>> Run(
        WixBulkRequest request,
        IGrainFactory grains,
        bool rejectedToo,
        Func<IMemberGrain, Task<Refusal?>> command,
        CancellationToken cancellationToken)
    {
        // No filter would be everybody, which nobody means.
        if (MemberFilter.Read(request.Filter) is not { } filter || filter == MemberFilter.All)
        {
            return Problem.Invalid(new Violation(
                "filter",
                "NOT_SUPPORTED",
                "Filter by the equality of id, status or loginEmail, or by a list of at most 1000 ids: {\"id\": {\"$in\": [...]}}."));
        }

        if (await Find(filter, rejectedToo, grains) is not { } found)
        {
            return Problem.Invalid(new Violation(
                "filter", "TOO_MANY", $"The filter finds more than {Most} members, and nothing was done. Name them by id, in parts."));
        }

        await Parallel.ForEachAsync(
            found,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, _) => await command(grains.GetMembers().Of(id)));
        return TypedResults.Ok(new WixBulkAnswer(MemberId.New()));
    }

    // Null when there are too many.
    private static async Task<IReadOnlyList<Guid>?> Find(MemberFilter filter, bool rejectedToo, IGrainFactory grains)
    {
        if (filter.Ids is { } ids)
        {
            var members = await Task.WhenAll(ids.Select(id => grains.GetMembers().Of(id).Find()));
            return [.. members.OfType<MemberView>().Where(m => Matches(filter, m)).Select(m => m.Id)];
        }

        var isNamed = filter.Email is not null;
        var (directory, found, mark) = (grains.GetGrain<IDirectoryGrain>(0), new List<Guid>(), (PageMark?)null);
        do
        {
            var page = await directory.ListMembers(new MemberQuery(filter.Status, filter.Email, false, PageSize, mark)
            {
                OrStatus = filter.Status == MemberStatus.Blocked && (rejectedToo || isNamed) ? MemberStatus.Rejected : null,
            });
            found.AddRange(page.Members.Select(m => m.Id));
            mark = page.Next;
        }
        while (mark is not null && found.Count <= Most);

        return found.Count > Most ? null : found;
    }

    private static bool Matches(MemberFilter filter, MemberView member) =>
        (filter.Status is not { } status || MemberStatuses.Of(status).WixName == MemberStatuses.Of(member.Status).WixName)
        && (filter.Email is not { } email || Emails.EmailAddress.Parse(member.LoginEmail).Canonical == email);
}
