using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Directory;

/// <summary>What a help desk does for a member.</summary>
internal static class HelpEndpoints
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> EndSessions(string id, IGrainFactory grains)
    {
        if (!Ids.TryParse(id, out var member) || await grains.GetMembers().Of(member).Find() is null)
        {
            return Problem.From(new Refusal.MemberNotFound());
        }

        await grains.GetMembers().Of(member).EndAllSessions();
        return TypedResults.Ok(EmptyAnswer.Instance);
    }

    public static async Task<Results<Ok<MemberAnswer>, Problem>> VerifyEmail(string id, IGrainFactory grains) =>
        Ids.TryParse(id, out var member)
            ? (await grains.GetMembers().Of(member).VerifyEmail()).ToResult(MemberAnswer.Of)
            : Problem.From(new Refusal.MemberNotFound());
}
