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
internal static class ApproveEndpoint
{
    private const string Choices = "id, email, token";

    public static async Task<Results<Ok<TicketAnswer>, Problem>> Handle(
        ApproveRequest request, HttpContext context, IGrainFactory grains, TokenReader tokens, AuthorizationAudit audit)
    {
        var outcome = request switch
        {
            { Token: { } token, Id: null, Email: null } => await ByToken(token, context, grains, tokens, audit),
            { Token: null } => await ByMember(new MemberSelector(request.Id, request.Email), grains),
            _ => new Refusal.Invalid(MemberSelector.ExactlyOne(Choices)),
        };
        return outcome.ToResult(TicketAnswer.Of);
    }

    private static async Task<Outcome<OpaqueToken>> ByToken(
        string token, HttpContext context, IGrainFactory grains, TokenReader tokens, AuthorizationAudit audit) =>
        tokens.TryRead(TokenPurpose.Approval, token, out var parsed)
            ? await grains.GetMembers().Approve(parsed)
            : audit.Unreadable(context, AuditType.Approval, new Refusal.TokenInvalid(TokenFate.Unknown));

    private static async Task<Outcome<OpaqueToken>> ByMember(MemberSelector selector, IGrainFactory grains) =>
        selector.Read(Choices, out var member) is { } refusal ? refusal : await grains.GetMembers().Approve(member);
}
