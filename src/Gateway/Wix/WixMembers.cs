using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Directory;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>Wix's Members API.</summary>
internal static class WixMembers
{
    public static void MapWixMembers(this IEndpointRouteBuilder routes, string path)
    {
        routes.MapGet(path + "/my", My).RequireMember();
        var group = routes.MapGroup(path).RequireScope(Scopes.MembersManage);
        group.MapGet("", MemberQueries.List);
        group.MapPost("", Create);
        group.MapPost("/query", MemberQueries.Query);
        group.MapPost("/bulk/approve-by-filter", BulkByFilter.Approve);
        group.MapPost("/bulk/block-by-filter", BulkByFilter.Block);
        group.MapGet("/{id}", Get);
        group.MapDelete("/{id}", MemberEndpoints.Delete);
        group.MapPost("/{id}/approve", Approve);
        group.MapPost("/{id}/block", Block);
    }

    private static Ok<WixMemberAnswer> My(HttpContext context) => TypedResults.Ok(WixMemberAnswer.Of(Caller.SessionOf(context).Member));

    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Create(WixCreateMemberRequest request, IGrainFactory grains)
    {
        var own = (request.Member ?? new(null, null, null, null)).ToOwn();
        return (await CreateMemberEndpoint.Execute(own, grains)).ToResult(WixMemberAnswer.Of);
    }

    // The Members API returns the member, not the ticket that an approval issues.
    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Approve(string id, IGrainFactory grains)
    {
        var outcome = Ids.TryParse(id, out var member)
            ? await grains.GetMembers().Of(member).Approve()
            : new Refusal.MemberNotFound();
        return outcome.Succeeded ? await Get(id, grains) : Problem.From(outcome.Refusal);
    }

    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Block(string id, IGrainFactory grains)
    {
        var outcome = Ids.TryParse(id, out var member)
            ? await grains.GetMembers().Of(member).Block()
            : new Refusal.MemberNotFound();
        return outcome.Succeeded ? await Get(id, grains) : Problem.From(outcome.Refusal);
    }

    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Get(string id, IGrainFactory grains) =>
        Ids.TryParse(id, out var member) && await grains.GetMembers().Of(member).Find() is { } view
            ? TypedResults.Ok(WixMemberAnswer.Of(view))
            : Problem.From(new Refusal.MemberNotFound());
}
