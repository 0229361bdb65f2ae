using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of start.</summary>
internal sealed record StartVerificationRequest(string? IdentityId);

/// <summary>The answer of start: a name for it, which opens nothing.</summary>
internal sealed record StartVerificationAnswer(Guid VerificationId);

/// <summary>The body of verifyDuringAuthentication.</summary>
internal sealed record VerifyRequest(string? Code, string? StateToken);

/// <summary>Finishing a registration by a mailed code.</summary>
internal static class Verifications
{
    /// <summary>Mails a new code for the registration that is under way.</summary>
    public static async Task<Results<Ok<StartVerificationAnswer>, Problem>> Start(StartVerificationRequest request, IGrainFactory grains)
    {
        var outcome = Ids.TryParse(request.IdentityId, out var id) ? await grains.GetGrain<IMemberVerificationGrain>(id).SendCodeAgain() : new Refusal.MemberNotFound();
        return outcome.Succeeded ? TypedResults.Ok(new StartVerificationAnswer(id)) : Problem.From(outcome.Refusal);
    }

    /// <summary>Takes the code; a wrong one is an error of its own here (wix-contract D.5).</summary>
    public static async Task<Results<Ok<StateMachineAnswer>, Problem>> Verify(VerifyRequest request, IGrainFactory grains)
    {
        var shown = new EmailVerificationBody(request.StateToken, request.Code).Read();
        var outcome = shown.Succeeded
            ? await grains.GetGrain<IMemberVerificationGrain>(shown.Value.Verification.Owner).FinishRegistration(shown.Value)
            : shown.Refusal;
        return StateMachineAnswer.Of(outcome);
    }
}
