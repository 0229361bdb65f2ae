using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;

namespace Members.Gateway.Authentication;

/// <summary>The six functions: one handler each.</summary>
internal static class AuthenticationRoutes
{
    public static void MapAuthentication(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication").WithTags("Authentication");

        group.MapPost("/register", Register.Handle)
            .RequireScope(Scopes.MembersAuthenticate, Functions.Register)
            .Describe("register", "Registers a member. Where addresses must be verified it mails a code, and is to be repeated with it.", ApiError.ValidationFailed, ApiError.EmailAlreadyExists, ApiError.EmailVerificationRequired, ApiError.EmailVerificationFailed, ApiError.TooManyRequests, ApiError.Overloaded);

        group.MapPost("/login", Login.Handle)
            .RequireScope(Scopes.MembersAuthenticate, Functions.Login)
            .Describe("login", "Checks a password and answers a session ticket.", ApiError.ValidationFailed, ApiError.InvalidCredentials, ApiError.PendingApproval, ApiError.TooManyRequests, ApiError.Overloaded);

        group.MapPost("/approve", Approve.Handle)
            .RequireScope(Scopes.MembersManage)
            .Describe("approve", "Approves a pending member, or unblocks a blocked one.", ApiError.ValidationFailed, ApiError.MemberNotFound);

        group.MapPost("/block", Block.Handle)
            .RequireScope(Scopes.MembersManage)
            .Describe("block", "Blocks a member and ends everything that lets them in.", ApiError.ValidationFailed, ApiError.MemberNotFound);

        group.MapPatch("/members/{id}/change-login-email", ChangeEmail.Handle)
            .RequireScope(Scopes.MembersManage, orMember: true)
            .Describe("changeLoginEmail", "Changes the address that a member logs in with.", ApiError.ValidationFailed, ApiError.MemberNotFound, ApiError.EmailAlreadyExists, ApiError.EmailVerificationRequired, ApiError.EmailVerificationFailed, ApiError.TooManyRequests);

        group.MapPost("/send-set-password-email", SendSetPassword.Handle)
            .RequireScope(Scopes.MembersAuthenticate, Functions.SendSetPasswordEmail)
            .Describe("sendSetPasswordEmail", "Mails a link that sets a password.", ApiError.ValidationFailed, ApiError.TooManyRequests);
    }
}
