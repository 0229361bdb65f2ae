using System.ComponentModel.DataAnnotations;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of sendSetPasswordEmail.</summary>
internal sealed record SendSetPasswordEmailRequest([property: Required] string? Email, bool HideIgnoreMessage = false);

/// <summary>The response: the request was accepted, which does not say whether there is such a member.</summary>
internal sealed record SendSetPasswordEmailAnswer(bool Accepted);

/// <summary><c>sendSetPasswordEmail</c> (contract, section 1).</summary>
internal static class SendSetPasswordEmailEndpoint
{
    public static async Task<Results<Ok<SendSetPasswordEmailAnswer>, Problem>> Handle(
        SendSetPasswordEmailRequest request, IGrainFactory grains, UniformAnswer uniform, CancellationToken cancellationToken)
    {
        var outcome = await Execute(request, grains, uniform, cancellationToken);
        return outcome.ToResult(_ => new SendSetPasswordEmailAnswer(true));
    }

    /// <summary>Asks for the mail. Neither the response nor its timing tells whether there is such a member.</summary>
    public static async Task<Outcome<Done>> Execute(
        SendSetPasswordEmailRequest request, IGrainFactory grains, UniformAnswer uniform, CancellationToken cancellationToken)
    {
        var reader = new RequestReader();
        var email = reader.Email(request.Email, "email");
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        // A known address costs a commit that an unknown one does not. Both are answered at the same time.
        var moment = uniform.Begin(cancellationToken);
        var outcome = await grains.GetMembers().SendSetPasswordEmail(email, request.HideIgnoreMessage);
        if (outcome.Succeeded)
        {
            await moment;
        }

        return outcome;
    }
}
