using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of changePassword; the current password is ours.</summary>
internal sealed record IamChangePasswordRequest(string? NewPassword, string? CurrentPassword);

/// <summary>
/// <c>changePassword</c>. Wix asks for no more than a token; here a token alone changes no password (ASVS 5.0, 6.2.3): who has
/// stolen one would own the account for good.
/// </summary>
internal static class IamChangePassword
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Handle(
        IamChangePasswordRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (request.CurrentPassword is null)
        {
            return Problem.Of(
                ApiError.CurrentPasswordRequired, "Send currentPassword too, or call POST /v1/authentication/change-password, or mail a link with recovery.sendRecoveryEmail.");
        }

        var read = new Reading();
        var current = read.Password(request.CurrentPassword, "currentPassword");
        var changed = read.Password(request.NewPassword, "newPassword");
        if (!read.Succeeded)
        {
            return Problem.Invalid(read.Violations);
        }

        var session = Caller.SessionOf(context);
        var outcome = await grains.GetGrain<IMemberGrain>(session.Member.Id).ChangePassword(new(session.Id, current, changed), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(EmptyAnswer.Instance) : Problem.From(outcome.Refusal);
    }
}
