using Members.Accounts;
using Members.Gateway.Errors;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The state of a login or a registration. An unfinished one is a success here, not an error (wix-contract D.4, 8).</summary>
internal sealed record StateMachineAnswer(
    string State, string? SessionToken = null, string? StateToken = null, IdentityBody? Identity = null)
{
    public static Results<Ok<StateMachineAnswer>, Problem> Of(Outcome<Registered> outcome) => outcome switch
    {
        { Value: { SessionTicket: { } ticket } done } => LoggedIn(ticket, done.Member),
        { Value: { } pending } => TypedResults.Ok(
            new StateMachineAnswer(RefusalCatalog.PendingApproval(null).WixState!, Identity: IdentityBody.Of(pending.Member))),
        _ => Of(outcome.Refusal!),
    };

    public static Ok<StateMachineAnswer> LoggedIn(OpaqueToken ticket, MemberView member) =>
        TypedResults.Ok(new StateMachineAnswer("SUCCESS", ticket.Reveal(), Identity: IdentityBody.Of(member)));

    public static Results<Ok<StateMachineAnswer>, Problem> Of(Refusal refusal) => refusal.Entry is { WixState: { } state } entry
        ? TypedResults.Ok(new StateMachineAnswer(state, StateToken: entry.Verification?.Reveal()))
        : Problem.From(refusal, e => e.WixIdentity);
}
