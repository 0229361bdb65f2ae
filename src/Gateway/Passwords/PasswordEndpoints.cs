using System.ComponentModel.DataAnnotations;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Passwords;

/// <summary>The body of set-password.</summary>
internal sealed record SetPasswordRequest([property: Required] string? Token, [property: Required] string? NewPassword);

/// <summary>The body of change-password.</summary>
internal sealed record ChangePasswordRequest([property: Required] string? CurrentPassword, [property: Required] string? NewPassword);

/// <summary>Sets a password with a mailed token, and changes a known one.</summary>
internal static class PasswordEndpoints
{
    public static void MapPasswords(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication").WithTags("Passwords");
        group.MapPost("/set-password", Set).AllowAnonymous().Describe(
            "setPassword",
            "Sets a password with the token of a mailed link.",
            ApiError.ValidationFailed,
            ApiError.TooManyRequests,
            ApiError.Overloaded);
        group.MapPost("/change-password", Change).RequireMember(managesAccount: true).Describe(
            "changePassword",
            "Changes the member's password and ends their other sessions.",
            ApiError.ValidationFailed,
            ApiError.InvalidCredentials,
            ApiError.TooManyRequests,
            ApiError.Overloaded);
        routes.MapSetPasswordPage();
    }

    private static async Task<Results<Ok<EmptyAnswer>, Problem>> Set(
        SetPasswordRequest request, HttpContext context, PasswordLinks links, CancellationToken cancellationToken)
    {
        var outcome = await links.SetPassword(new(request.Token, request.NewPassword, "newPassword"), context, cancellationToken);
        DeviceCookie.Set(context, outcome.Value?.Device);
        return outcome.ToEmptyResult();
    }

    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Change(
        ChangePasswordRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken) =>
        (await Execute(request, context, grains, cancellationToken)).ToEmptyResult();

    /// <summary>Changes the password of the member whose session it is: for the API, for Wix clients and for the page.</summary>
    public static async Task<Outcome<Done>> Execute(
        ChangePasswordRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var reader = new RequestReader();
        var current = reader.Password(request.CurrentPassword, "currentPassword");
        var changed = reader.Password(request.NewPassword, "newPassword");
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        var session = Caller.SessionOf(context);
        var member = grains.GetMembers().Of(session.Member.Id);
        return await member.ChangePassword(new(session.Id, current, changed), cancellationToken);
    }
}
