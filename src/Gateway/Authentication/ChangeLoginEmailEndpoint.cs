using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of changeLoginEmail.</summary>
internal sealed record ChangeLoginEmailRequest(
    [property: Required] string? NewEmail,
    bool RevokeCurrentSessions = false,
    bool? Verify = null,
    EmailVerificationBody? EmailVerification = null);

/// <summary><c>changeLoginEmail</c> (contract, section 1): called with an API key, or by members on themselves.</summary>
internal static class ChangeLoginEmailEndpoint
{
    public static async Task<Results<Ok<MemberAnswer>, Problem>> Handle(
        string id,
        ChangeLoginEmailRequest request,
        HttpContext context,
        IGrainFactory grains,
        TokenReader tokens,
        AuthorizationAudit audit)
    {
        if (!Ids.TryParse(id, out var memberId))
        {
            return Problem.From(new Refusal.MemberNotFound());
        }

        if (Caller.Of(context) is Caller.Member self && self.Session.Member.Id != memberId)
        {
            return audit.Denied(context, Problem.Of(ApiError.PermissionDenied, "Members may change their own address only."));
        }

        var outcome = await Execute(memberId, request, context, grains, tokens);
        return outcome.ToResult(MemberAnswer.Of, request.EmailVerification?.VerificationId);
    }

    /// <summary>Changes a member's address: for the API and for the page.</summary>
    public static async Task<Outcome<MemberView>> Execute(
        Guid member, ChangeLoginEmailRequest request, HttpContext context, IGrainFactory grains, TokenReader tokens)
    {
        var reader = new RequestReader();
        var email = reader.Email(request.NewEmail, "newEmail");
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        EmailProof? proof = null;
        if (request.EmailVerification is { } verification)
        {
            var parsed = verification.Read(tokens);
            if (!parsed.Succeeded)
            {
                return parsed.Refusal;
            }

            proof = parsed.Value;
        }

        var verify = await MustVerify(request, context, grains);
        return await grains.GetMembers().ChangeLoginEmail(member, new(email, request.RevokeCurrentSessions, verify, proof));
    }

    // Members cannot opt out of what the site requires of them. An API key speaks for the site.
    private static async ValueTask<bool> MustVerify(ChangeLoginEmailRequest request, HttpContext context, IGrainFactory grains) =>
        request.Verify == true
        || (Caller.Of(context) is Caller.Member && (await grains.SiteSettings().SignupPolicy()).RequireEmailVerification);
}
