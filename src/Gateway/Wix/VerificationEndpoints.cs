using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of start.</summary>
internal sealed record StartVerificationRequest(string? IdentityId);

/// <summary>The response of start. The id is not a secret.</summary>
internal sealed record StartVerificationAnswer(Guid VerificationId);

/// <summary>The body of verifyDuringAuthentication.</summary>
internal sealed record VerifyRequest(string? Code, string? StateToken);

/// <summary>Wix's verification service: finishes a registration with a mailed code.</summary>
internal static class VerificationEndpoints
{
    /// <summary>Mails another code for the registration that waits for one.</summary>
    public static async Task<Results<Ok<StartVerificationAnswer>, Problem>> Start(StartVerificationRequest request, IGrainFactory grains) =>
        Ids.TryParse(request.IdentityId, out var id)
            ? (await grains.GetGrain<IMemberVerificationGrain>(id).SendCodeAgain()).ToResult(_ => new StartVerificationAnswer(id))
            : Problem.From(new Refusal.MemberNotFound());

    public static async Task<Results<Ok<StateMachineAnswer>, Problem>> Verify(
        VerifyRequest request, IGrainFactory grains, TokenReader tokens)
    {
        var proof = new EmailVerificationBody(request.StateToken, request.Code).Read(tokens);
        if (!proof.Succeeded)
        {
            return StateMachineAnswer.Of(proof.Refusal);
        }

        var registration = grains.GetGrain<IMemberVerificationGrain>(proof.Value.Verification.Owner);
        return StateMachineAnswer.Of(await registration.FinishRegistration(proof.Value));
    }
}
