using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of sendRecoveryEmail. Where it wants the link to lead is not looked at: our mails link to our page.</summary>
internal sealed record RecoveryEmailRequest(string? Email);

/// <summary>The body of sendActivationEmail.</summary>
internal sealed record ActivationEmailRequest(string? IdentityId);

/// <summary>The body of recover.</summary>
internal sealed record RecoverRequest(string? RecoveryToken, string? Password);

/// <summary>Setting a password by a mailed link.</summary>
internal static class Recovery
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> SendEmail(
        RecoveryEmailRequest request, IGrainFactory grains, UniformAnswer uniform, CancellationToken cancellationToken)
    {
        var outcome = await SendSetPassword.Carry(new SendSetPasswordEmailRequest(request.Email), grains, uniform, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(EmptyAnswer.Instance) : Problem.From(outcome.Refusal);
    }

    public static async Task<Results<Ok<EmptyAnswer>, Problem>> SendActivationEmail(ActivationEmailRequest request, IGrainFactory grains)
    {
        if (!Ids.TryParse(request.IdentityId, out var id) || await grains.GetGrain<IMemberGrain>(id).Find() is not { } member)
        {
            return Problem.From(new Refusal.MemberNotFound());
        }

        var outcome = await grains.GetGrain<IMemberGrain>(id).SendSetPasswordEmail(EmailAddress.Parse(member.LoginEmail), hideIgnoreMessage: true);
        return outcome.Succeeded ? TypedResults.Ok(EmptyAnswer.Instance) : Problem.From(outcome.Refusal);
    }

    /// <summary>Sets the password and logs in: whoever reads the address's mail and chose the password is the member.</summary>
    public static async Task<Results<Ok<StateMachineAnswer>, Problem>> Recover(
        RecoverRequest request, HttpContext context, IGrainFactory grains, Denials denials, CancellationToken cancellationToken)
    {
        if (!OpaqueToken.TryParse(TokenPurpose.SetPassword, request.RecoveryToken, out var token))
        {
            return Problem.From(denials.Unreadable(context, AuditType.PasswordSet, new Refusal.TokenInvalid(TokenFate.Unknown)));
        }

        var read = new Reading();
        var password = read.Password(request.Password, "password");
        if (!read.Succeeded)
        {
            return Problem.Invalid(read.Violations);
        }

        var member = grains.GetGrain<IMemberGrain>(token.Owner);
        var set = await member.SetPassword(new(token, password), cancellationToken);
        if (!set.Succeeded)
        {
            return Problem.From(set.Refusal);
        }

        var ticket = await member.IssueSessionTicket();
        return ticket.Succeeded && await member.Find() is { } view
            ? StateMachineAnswer.In(ticket.Value, view)
            : StateMachineAnswer.Of(ticket.Refusal ?? new Refusal.MemberNotFound());
    }
}
