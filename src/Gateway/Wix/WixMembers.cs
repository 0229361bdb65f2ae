using Members.Accounts;
using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The Members API.</summary>
internal static class WixMembers
{
    public static void MapWixMembers(this IEndpointRouteBuilder routes, string path)
    {
        routes.MapGet(path + "/my", My).RequireMember();
        var group = routes.MapGroup(path).RequireScope(Scopes.MembersManage);
        group.MapGet("", MemberQueries.List);
        group.MapPost("", Create);
        group.MapPost("/query", MemberQueries.Query);
        group.MapGet("/{id}", Get);
        group.MapDelete("/{id}", Delete);
        group.MapPost("/{id}/approve", Approve);
        group.MapPost("/{id}/block", Block);
    }

    private static Ok<WixMemberAnswer> My(HttpContext context) => TypedResults.Ok(new WixMemberAnswer(WixMemberBody.Of(Caller.SessionOf(context).Member)));

    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Get(string id, IGrainFactory grains) => await Shown(id, grains);

    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Create(WixCreateMemberRequest request, IGrainFactory grains)
    {
        var outcome = await Directory.CreateMember.Carry((request.Member ?? new(null, null, null, null)).ToOwn(), grains);
        return outcome.Succeeded ? TypedResults.Ok(new WixMemberAnswer(WixMemberBody.Of(outcome.Value))) : Problem.From(outcome.Refusal);
    }

    private static async Task<Results<Ok<EmptyAnswer>, Problem>> Delete(string id, IGrainFactory grains)
    {
        var outcome = Ids.TryParse(id, out var member) ? await grains.GetGrain<IMemberGrain>(member).Delete() : new Refusal.MemberNotFound();
        return outcome.Succeeded ? TypedResults.Ok(EmptyAnswer.Instance) : Problem.From(outcome.Refusal);
    }

    // The ticket that an approval makes is not told here: the Members API answers the member.
    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Approve(string id, IGrainFactory grains)
    {
        var outcome = Ids.TryParse(id, out var member) ? await grains.GetGrain<IMemberGrain>(member).Approve() : new Refusal.MemberNotFound();
        return outcome.Succeeded ? await Shown(id, grains) : Problem.From(outcome.Refusal);
    }

    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Block(string id, IGrainFactory grains)
    {
        var outcome = Ids.TryParse(id, out var member) ? await grains.GetGrain<IMemberGrain>(member).Block() : new Refusal.MemberNotFound();
        return outcome.Succeeded ? await Shown(id, grains) : Problem.From(outcome.Refusal);
    }

    private static async Task<Results<Ok<WixMemberAnswer>, Problem>> Shown(string id, IGrainFactory grains) =>
        Ids.TryParse(id, out var member) && await grains.GetGrain<IMemberGrain>(member).Find() is { } view
            ? TypedResults.Ok(new WixMemberAnswer(WixMemberBody.Of(view)))
            : Problem.From(new Refusal.MemberNotFound());
}
