using Members.Accounts;
using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of approve: exactly one of the three.</summary>
internal sealed record ApproveRequest(string? Id, string? Email, string? Token);

/// <summary><c>approve</c> (contract, section 1).</summary>
internal static class Approve
{
    public static async Task<Results<Ok<TicketAnswer>, Problem>> Handle(ApproveRequest request, HttpContext context, IGrainFactory grains, Denials denials)
    {
        var outcome = request switch
        {
            { Token: { } token, Id: null, Email: null } => OpaqueToken.TryParse(TokenPurpose.Approval, token, out var parsed)
                ? await grains.GetGrain<IMemberGrain>(parsed.Owner).ApproveWithToken(parsed)
                : denials.Unreadable(context, AuditType.Approval, new Refusal.TokenInvalid(TokenFate.Unknown)),
            { Token: null } => await ByName(new MemberName(request.Id, request.Email), grains),
            _ => new Refusal.Invalid(MemberName.ExactlyOne("id, email, token")),
        };
        return outcome.Succeeded ? TypedResults.Ok(new TicketAnswer(new TicketBody(outcome.Value.Reveal()))) : Problem.From(outcome.Refusal);
    }

    private static async Task<Outcome<OpaqueToken>> ByName(MemberName name, IGrainFactory grains)
    {
        var member = await name.Find(grains, "id, email, token");
        return member.Succeeded ? await member.Value.Grain.Approve(member.Value.Address) : member.Refusal;
    }
}
