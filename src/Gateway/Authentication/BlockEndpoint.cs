using Members.Gateway.Errors;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of block: exactly one of the two.</summary>
internal sealed record BlockRequest(string? Id, string? Email);

/// <summary><c>block</c> (contract, section 1).</summary>
internal static class BlockEndpoint
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Handle(BlockRequest request, IGrainFactory grains) =>
        new MemberSelector(request.Id, request.Email).Read("id, email", out var member) is { } refusal
            ? Problem.From(refusal)
            : (await grains.GetMembers().Block(member)).ToEmptyResult();
}
