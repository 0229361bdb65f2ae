using Members.Accounts;
using System.ComponentModel.DataAnnotations;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of sendSetPasswordEmail.</summary>
internal sealed record SendSetPasswordEmailRequest([property: Required] string? Email, bool HideIgnoreMessage = false);

/// <summary>The answer: the request was accepted, which does not say whether there is such a member.</summary>
internal sealed record SendSetPasswordEmailAnswer(bool Accepted);

/// <summary><c>sendSetPasswordEmail</c> (contract, section 1).</summary>
internal static class SendSetPassword
{
    public static async Task<Results<Ok<SendSetPasswordEmailAnswer>, Problem>> Handle(
        SendSetPasswordEmailRequest request, IGrainFactory grains, UniformAnswer uniform, CancellationToken cancellationToken)
    {
        var outcome = await Carry(request, grains, uniform, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(new SendSetPasswordEmailAnswer(true)) : Problem.From(outcome.Refusal);
    }

    /// <summary>Asks for the mail; whether there is such a member is told neither by the answer nor by its time.</summary>
    public static async Task<Outcome<Done>> Carry(SendSetPasswordEmailRequest request, IGrainFactory grains, UniformAnswer uniform, CancellationToken cancellationToken)
    {
        var read = new Reading();
        var email = read.Email(request.Email, "email");
        if (!read.Succeeded)
        {
            return new Refusal.Invalid([.. read.Violations]);
        }

        // A known address costs a commit that an unknown one does not. Both answer at the same moment.
        var moment = uniform.Begin(cancellationToken);
        var member = await grains.MemberOrPhantom(email);
        var outcome = await member.SendSetPasswordEmail(email, request.HideIgnoreMessage);
        if (outcome.Succeeded)
        {
            await moment;
        }

        return outcome;
    }
}
