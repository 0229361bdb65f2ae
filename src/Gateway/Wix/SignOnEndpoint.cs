using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of signOn.</summary>
internal sealed record SignOnRequest(LoginId? LoginId, IdentityProfile? Profile);

/// <summary>The response of signOn.</summary>
internal sealed record SignOnAnswer(string SessionToken, IdentityBody Identity);

/// <summary><c>signOn</c>: an API key vouches for somebody, who becomes a member if they are not one yet.</summary>
internal static class SignOnEndpoint
{
    public static async Task<Results<Ok<SignOnAnswer>, Problem>> Handle(
        SignOnRequest request, HttpContext context, IGrainFactory grains, AuthorizationAudit audit)
    {
        var reader = new RequestReader();
        var email = reader.Email(request.LoginId?.Email, "email");
        if (!reader.Succeeded)
        {
            return Problem.Invalid(reader.Violations);
        }

        var id = await grains.GetMembers().FindId(email);
        if (id is null)
        {
            // Creating an active member takes members.manage; without that check a key could bypass approval.
            if (Caller.Of(context) is not Caller.Key key || !key.Scopes.HasFlag(Scopes.MembersManage))
            {
                return audit.Denied(context, Problem.Of(
                    ApiError.PermissionDenied, "There is no such member, and this API key lacks the scope members.manage to make one."));
            }

            var created = await CreateMemberEndpoint.Execute(
                new(email.Typed, request.Profile?.ToContact(), request.Profile?.PrivacyStatus), grains);

            // Of two calls at once, the second finds the member whom the first has created.
            id = created.Value?.Id ?? (created.Refusal is Refusal.EmailTaken ? await grains.GetMembers().FindId(email) : null);
            if (id is null)
            {
                return Problem.From(created.Refusal!);
            }
        }

        var member = grains.GetMembers().Of(id.Value);
        var ticket = await member.SignOn(email);
        return ticket.Succeeded && await member.Find() is { } view
            ? TypedResults.Ok(new SignOnAnswer(ticket.Value.Reveal(), IdentityBody.Of(view)))
            : Problem.From(ticket.Refusal ?? new Refusal.MemberNotFound());
    }
}
