using System.Collections.Immutable;
using Members.Accounts;
using Members.Directory;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Admin.People;

/// <summary>The list of members.</summary>
/// <param name="Filter">Which are shown, and what of them.</param>
/// <param name="Members">The members.</param>
/// <param name="Next">The list that goes on where this ends; null on the last page.</param>
internal sealed record PeoplePage(PeopleFilter Filter, ImmutableArray<MemberView> Members, PeopleFilter? Next)
{
    private const int PageSize = 50;

    /// <summary>What is wrong with the filters.</summary>
    public IReadOnlyList<Violation> Wrong { get; init; } = [];

    /// <summary>Shows the list. Who searches for an id is led to the member.</summary>
    public static async Task<IResult> Show(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var filter = PeopleFilter.Of(context.Request.Query);
        if (Ids.TryParse(filter.Text, out var id) && await grains.GetMembers().Of(id).Find() is not null)
        {
            return new SeeOther($"members/{id}");
        }

        var reader = new RequestReader();
        var query = filter.Read(PageSize, clock.GetUtcNow(), reader);
        if (!reader.Succeeded)
        {
            var wrong = new PeoplePage(filter with { Cursor = null }, [], null) { Wrong = reader.Violations };
            return new Page<PeopleView, PeoplePage>(wrong, StatusCodes.Status400BadRequest);
        }

        var page = await grains.GetGrain<IDirectoryGrain>(0).ListMembers(query);
        return new Page<PeopleView, PeoplePage>(new PeoplePage(
            filter, page.Members, page.Next is { } next ? filter with { Cursor = Cursor.Of(next) } : null));
    }
}
