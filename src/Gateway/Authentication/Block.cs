using Members.Gateway.Errors;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of block: exactly one of the two.</summary>
internal sealed record BlockRequest(string? Id, string? Email);

/// <summary><c>block</c> (contract, section 1).</summary>
internal static class Block
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Handle(BlockRequest request, IGrainFactory grains)
    {
        var member = await new MemberName(request.Id, request.Email).Find(grains, "id, email");
        if (!member.Succeeded)
        {
            return Problem.From(member.Refusal);
        }

        var outcome = await member.Value.Grain.Block(member.Value.Address);
        return outcome.Succeeded ? TypedResults.Ok(EmptyAnswer.Instance) : Problem.From(outcome.Refusal);
    }
}
