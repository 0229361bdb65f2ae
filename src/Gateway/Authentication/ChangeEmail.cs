using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Settings;
using Members.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of changeLoginEmail.</summary>
internal sealed record ChangeLoginEmailRequest(
    [property: Required] string? NewEmail, bool RevokeCurrentSessions = false, bool? Verify = null, EmailVerificationBody? EmailVerification = null);

/// <summary><c>changeLoginEmail</c> (contract, section 1): for a key, or a member on themself.</summary>
internal static class ChangeEmail
{
    public static async Task<Results<Ok<MemberAnswer>, Problem>> Handle(string id, ChangeLoginEmailRequest request, HttpContext context, IGrainFactory grains, Denials denials)
    {
        if (!Ids.TryParse(id, out var memberId))
        {
            return Problem.From(new Refusal.MemberNotFound());
        }

        if (Caller.Of(context) is Caller.Member self && self.Session.Member.Id != memberId)
        {
            return denials.Note(context, Problem.Of(ApiError.PermissionDenied, "Members may change their own address only."));
        }

        var read = new Reading();
        var email = read.Email(request.NewEmail, "newEmail");
        if (!read.Succeeded)
        {
            return Problem.Invalid(read.Violations);
        }

        EmailProof? proof = null;
        if (request.EmailVerification is { } verification)
        {
            var shown = verification.Read();
            if (!shown.Succeeded)
            {
                return Problem.From(shown.Refusal, verification.VerificationId);
            }

            proof = shown.Value;
        }

        var verify = await MustVerify(request, context, grains);
        var outcome = await grains.GetGrain<IMemberGrain>(memberId).ChangeLoginEmail(new ChangeLoginEmail(email, request.RevokeCurrentSessions, verify, proof));
        return outcome.Succeeded ? TypedResults.Ok(new MemberAnswer(MemberBody.Of(outcome.Value))) : Problem.From(outcome.Refusal, request.EmailVerification?.VerificationId);
    }

    // A member cannot talk themself out of what the site asks of its members; an API key's word is the site's.
    private static async ValueTask<bool> MustVerify(ChangeLoginEmailRequest request, HttpContext context, IGrainFactory grains) =>
        request.Verify == true
        || (Caller.Of(context) is Caller.Member && (await grains.GetGrain<ISiteSettingsGrain>(LoginKey.DefaultSite).SignupPolicy()).RequireEmailVerification);
}
