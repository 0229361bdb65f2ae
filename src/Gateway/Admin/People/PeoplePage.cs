using System.Collections.Immutable;
using Members.Accounts;
using Members.Directory;
using Members.Gateway.Directory;
using Members.Gateway.Json;
using Members.Gateway.Pages;

namespace Members.Gateway.Admin.People;

/// <summary>The list of members.</summary>
/// <param name="Filter">Which are shown.</param>
/// <param name="Members">The members.</param>
/// <param name="Next">The list that goes on where this ends; null on the last page.</param>
internal sealed record PeoplePage(PeopleFilter Filter, ImmutableArray<MemberView> Members, PeopleFilter? Next)
{
    /// <summary>Shows the list. Who searches for an id is led to the member.</summary>
    public static async Task<IResult> Show(HttpContext context, IGrainFactory grains)
    {
        var filter = PeopleFilter.Of(context.Request.Query);
        if (Ids.TryParse(filter.Text, out var id) && await grains.GetMembers().Of(id).Find() is not null)
        {
            return new SeeOther($"members/{id}");
        }

        var page = await grains.GetGrain<IDirectoryGrain>(0).ListMembers(filter.Query());
        return new Page<PeopleView, PeoplePage>(new PeoplePage(
            filter, page.Members, page.Next is { } next ? filter with { Cursor = Cursor.Of(next) } : null));
    }
}
