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

        var reader = new RequestReader();
        var email = reader.Email(request.NewEmail, "newEmail");
        if (!reader.Succeeded)
        {
            return Problem.Invalid(reader.Violations);
        }

        EmailProof? proof = null;
        if (request.EmailVerification is { } verification)
        {
            var parsed = verification.Read(tokens);
            if (!parsed.Succeeded)
            {
                return Problem.From(parsed.Refusal, verification.VerificationId);
            }

            proof = parsed.Value;
        }

        var verify = await MustVerify(request, context, grains);
        var command = new ChangeLoginEmail(email, request.RevokeCurrentSessions, verify, proof);
        var outcome = await grains.GetMembers().ChangeLoginEmail(memberId, command);
        return outcome.ToResult(MemberAnswer.Of, request.EmailVerification?.VerificationId);
    }

    // Members cannot opt out of what the site requires of them. An API key speaks for the site.
    private static async ValueTask<bool> MustVerify(ChangeLoginEmailRequest request, HttpContext context, IGrainFactory grains) =>
        request.Verify == true
        || (Caller.Of(context) is Caller.Member && (await grains.SiteSettings().SignupPolicy()).RequireEmailVerification);
}
