using Members.Gateway.Hosting;
using Members.Outcomes;

namespace Members.Gateway.Authentication;

/// <summary>The six functions at our own paths.</summary>
internal static class AuthenticationRoutes
{
    public static void MapAuthentication(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication").WithTags("Authentication");

        group.MapRegister("/register").Describe(
            "register",
            "Registers a member. Where addresses must be verified, it mails a code and the call is repeated with it.",
            ApiError.ValidationFailed,
            ApiError.EmailAlreadyExists,
            ApiError.EmailVerificationRequired,
            ApiError.EmailVerificationFailed,
            ApiError.SignupClosed,
            ApiError.SignupRefused,
            ApiError.InvitationRequired,
            ApiError.InvitationInvalid,
            ApiError.TooManyRequests,
            ApiError.Overloaded);

        group.MapLogin("/login").Describe(
            "login",
            "Checks a password and returns a session ticket.",
            ApiError.ValidationFailed,
            ApiError.InvalidCredentials,
            ApiError.PendingApproval,
            ApiError.ApplicationRejected,
            ApiError.TooManyRequests,
            ApiError.Overloaded);

        group.MapApprove("/approve").Describe(
            "approve", "Approves a pending member, or unblocks a blocked one.", ApiError.ValidationFailed, ApiError.MemberNotFound);

        group.MapBlock("/block").Describe(
            "block",
            "Blocks a member and ends everything that lets them in. Staff cannot block the last owner.",
            ApiError.ValidationFailed,
            ApiError.MemberNotFound,
            ApiError.LastOwner);

        group.MapChangeLoginEmail("/members/{id}/change-login-email").Describe(
            "changeLoginEmail",
            "Changes the address that a member logs in with.",
            ApiError.ValidationFailed,
            ApiError.MemberNotFound,
            ApiError.EmailAlreadyExists,
            ApiError.EmailVerificationRequired,
            ApiError.EmailVerificationFailed,
            ApiError.TooManyRequests);

        group.MapSendSetPasswordEmail("/send-set-password-email").Describe(
            "sendSetPasswordEmail", "Mails a link that sets a password.", ApiError.ValidationFailed, ApiError.TooManyRequests);
    }
}
