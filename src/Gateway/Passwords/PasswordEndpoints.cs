using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Passwords;

/// <summary>The body of set-password.</summary>
internal sealed record SetPasswordRequest([property: Required] string? Token, [property: Required] string? NewPassword);

/// <summary>The body of change-password.</summary>
internal sealed record ChangePasswordRequest([property: Required] string? CurrentPassword, [property: Required] string? NewPassword);

/// <summary>Setting a password by a mailed token, and changing a known one.</summary>
internal static class PasswordEndpoints
{
    public static void MapPasswords(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication").WithTags("Passwords");
        group.MapPost("/set-password", Set).AllowAnyone()
            .Describe("setPassword", "Sets a password by the token of a mailed link.", ApiError.ValidationFailed, ApiError.Overloaded);
        group.MapPost("/change-password", Change).RequireMember()
            .Describe("changePassword", "Changes the member's password; their other sessions end.", ApiError.ValidationFailed, ApiError.InvalidCredentials, ApiError.TooManyRequests, ApiError.Overloaded);
        routes.MapSetPasswordPage();
    }

    private static async Task<Results<Ok<EmptyAnswer>, Problem>> Set(
        SetPasswordRequest request, HttpContext context, IGrainFactory grains, Denials denials, CancellationToken cancellationToken)
    {
        if (!OpaqueToken.TryParse(TokenPurpose.SetPassword, request.Token, out var token))
        {
            return Problem.From(denials.Unreadable(context, AuditType.PasswordSet, new Refusal.TokenInvalid(TokenFate.Unknown)));
        }

        var read = new Reading();
        var password = read.Password(request.NewPassword, "newPassword");
        if (!read.Succeeded)
        {
            return Problem.Invalid(read.Violations);
        }

        var outcome = await grains.GetGrain<IMemberGrain>(token.Owner).SetPassword(new(token, password, RememberDevice: true), cancellationToken);
        DeviceCookie.Set(context, outcome.Value?.Device);
        return outcome.Succeeded ? TypedResults.Ok(EmptyAnswer.Instance) : Problem.From(outcome.Refusal);
    }

    private static async Task<Results<Ok<EmptyAnswer>, Problem>> Change(
        ChangePasswordRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
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
