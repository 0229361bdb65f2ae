using Members.Emails;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.Passwords;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of sendRecoveryEmail. The redirect that Wix clients add is ignored: our mails link to our page.</summary>
internal sealed record RecoveryEmailRequest(string? Email);

/// <summary>The body of sendActivationEmail.</summary>
internal sealed record ActivationEmailRequest(string? IdentityId);

/// <summary>The body of recover.</summary>
internal sealed record RecoverRequest(string? RecoveryToken, string? Password);

/// <summary>Wix's recovery service: sets a password with a mailed link.</summary>
internal static class RecoveryEndpoints
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> SendEmail(
        RecoveryEmailRequest request, IGrainFactory grains, UniformAnswer uniform, CancellationToken cancellationToken)
    {
        var own = new SendSetPasswordEmailRequest(request.Email);
        return (await SendSetPasswordEmailEndpoint.Execute(own, grains, uniform, cancellationToken)).ToEmptyResult();
    }

    public static async Task<Results<Ok<EmptyAnswer>, Problem>> SendActivationEmail(ActivationEmailRequest request, IGrainFactory grains)
    {
        if (!Ids.TryParse(request.IdentityId, out var id) || await grains.GetMembers().Of(id).Find() is not { } member)
        {
            return Problem.From(new Refusal.MemberNotFound());
        }

        var email = EmailAddress.Parse(member.LoginEmail);
        return (await grains.GetMembers().Of(id).SendSetPasswordEmail(email, hideIgnoreMessage: true)).ToEmptyResult();
    }

    /// <summary>Sets the password and logs in: who reads the member's mail and has chosen the password is the member.</summary>
    public static async Task<Results<Ok<StateMachineAnswer>, Problem>> Recover(
        RecoverRequest request, HttpContext context, IGrainFactory grains, PasswordLinks links, CancellationToken cancellationToken)
    {
        var given = new NewPassword(request.RecoveryToken, request.Password, "password", RememberDevice: false);
        var set = await links.SetPassword(given, context, cancellationToken);
        if (!set.Succeeded)
        {
            return Problem.From(set.Refusal);
        }

        var member = grains.GetMembers().Of(links.Read(request.RecoveryToken).Value!.Owner);
        var ticket = await member.IssueSessionTicket();
        return ticket.Succeeded && await member.Find() is { } view
            ? StateMachineAnswer.LoggedIn(ticket.Value, view)
            : StateMachineAnswer.Of(ticket.Refusal ?? new Refusal.MemberNotFound());
    }
}
