using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.Passwords;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of changePassword. Wix has no current password in it; we do.</summary>
internal sealed record IamChangePasswordRequest(string? NewPassword, string? CurrentPassword);

/// <summary>
/// <c>changePassword</c>. Wix asks for no more than a token. Here a token alone changes no password (ASVS 5.0, 6.2.3): whoever stole
/// one would own the account for good.
/// </summary>
internal static class IamChangePasswordEndpoint
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Handle(
        IamChangePasswordRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (request.CurrentPassword is null)
        {
            return Problem.Of(
                ApiError.CurrentPasswordRequired,
                "Send currentPassword too, or call POST /v1/authentication/change-password, "
                + "or mail a link with recovery.sendRecoveryEmail.");
        }

        var own = new ChangePasswordRequest(request.CurrentPassword, request.NewPassword);
        return await PasswordEndpoints.Change(own, context, grains, cancellationToken);
    }
}
