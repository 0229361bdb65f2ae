using Members.Accounts;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of block: exactly one of the first two. Without <c>until</c> the member is blocked for good.</summary>
internal sealed record BlockRequest(
    string? Id, string? Email, string? Reason = null, DateTimeOffset? Until = null, bool? TellMember = null);

/// <summary><c>block</c> (contract, section 1).</summary>
internal static class BlockEndpoint
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Handle(BlockRequest request, IGrainFactory grains)
    {
        if (new MemberSelector(request.Id, request.Email).Read("id, email", out var member) is { } refusal)
        {
            return Problem.From(refusal);
        }

        var terms = new BlockMember(Named: null, request.Reason, request.Until, request.TellMember == true);
        return (await grains.GetMembers().Block(member, terms)).ToEmptyResult();
    }
}
