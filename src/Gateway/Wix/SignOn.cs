using Members.Accounts;
using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of signOn.</summary>
internal sealed record SignOnRequest(LoginId? LoginId, IdentityProfile? Profile);

/// <summary>The answer of signOn.</summary>
internal sealed record SignOnAnswer(string SessionToken, IdentityBody Identity);

/// <summary><c>signOn</c>: whoever holds an API key vouches for somebody, who is made a member if they are none.</summary>
internal static class SignOn
{
    public static async Task<Results<Ok<SignOnAnswer>, Problem>> Handle(SignOnRequest request, HttpContext context, IGrainFactory grains, Denials denials)
    {
        var read = new Reading();
        var email = read.Email(request.LoginId?.Email, "email");
        if (!read.Succeeded)
        {
            return Problem.Invalid(read.Violations);
        }

        var id = await grains.FindMember(email);
        if (id is null)
        {
            // Making an active member is what members.manage is for; without it a key could get around approval.
            if (Caller.Of(context) is not Caller.Key key || !key.Scopes.HasFlag(Scopes.MembersManage))
            {
                return denials.Note(context, Problem.Of(ApiError.PermissionDenied, "There is no such member, and this API key lacks the scope members.manage to make one."));
            }

            var made = await Directory.CreateMember.Carry(new(email.Typed, request.Profile?.ToContact(), request.Profile?.PrivacyStatus), grains);

            // Two at once: the one that came second finds what the first has made.
            id = made.Value?.Id ?? (made.Refusal is Refusal.EmailTaken ? await grains.FindMember(email) : null);
            if (id is null)
            {
                return Problem.From(made.Refusal!);
            }
        }

        var member = grains.GetGrain<IMemberGrain>(id.Value);
        var ticket = await member.SignOn(email);
        return ticket.Succeeded && await member.Find() is { } view
            ? TypedResults.Ok(new SignOnAnswer(ticket.Value.Reveal(), IdentityBody.Of(view)))
            : Problem.From(ticket.Refusal ?? new Refusal.MemberNotFound());
    }
}
