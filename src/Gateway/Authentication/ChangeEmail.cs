using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of changeLoginEmail.</summary>
internal sealed record ChangeLoginEmailRequest([property: Required] string? NewEmail, bool RevokeCurrentSessions = false);

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

        var outcome = await grains.GetGrain<IMemberGrain>(memberId).ChangeLoginEmail(new ChangeLoginEmail(email, request.RevokeCurrentSessions));
        return outcome.Succeeded ? TypedResults.Ok(new MemberAnswer(MemberBody.Of(outcome.Value))) : Problem.From(outcome.Refusal);
    }
}
