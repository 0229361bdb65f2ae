using Members.Accounts;
using Members.Gateway.Errors;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>Where somebody stands who is on their way in. What is not over yet is a success here, and no error (wix-contract D.4, 8).</summary>
internal sealed record StateMachineAnswer(string State, string? SessionToken = null, string? StateToken = null, IdentityBody? Identity = null)
{
    /// <summary>A registration.</summary>
    public static Results<Ok<StateMachineAnswer>, Problem> Of(Outcome<Registered> outcome) => outcome switch
    {
        { Value: { SessionTicket: { } ticket } done } => In(ticket, done.Member),
        { Value: { } waiting } => TypedResults.Ok(new StateMachineAnswer("REQUIRE_OWNER_APPROVAL", Identity: IdentityBody.Of(waiting.Member))),
        _ => Of(outcome.Refusal!),
    };

    /// <summary>Somebody who is in.</summary>
    public static Ok<StateMachineAnswer> In(OpaqueToken ticket, MemberView member) => TypedResults.Ok(new StateMachineAnswer("SUCCESS", ticket.Reveal(), Identity: IdentityBody.Of(member)));

    /// <summary>Somebody who is not.</summary>
    public static Results<Ok<StateMachineAnswer>, Problem> Of(Refusal refusal) => refusal.Entry is { WixState: { } state } entry
        ? TypedResults.Ok(new StateMachineAnswer(state, StateToken: entry.Verification?.Reveal()))
        : Problem.From(refusal, entry => entry.WixIdentity);
}
