using Members.Grains.Accounts;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Grains.MemberSessions;

internal static class SessionOpening
{
    /// <summary>Turns a ticket into a session. The ticket is used in the same commit (contract I5).</summary>
    public static Decision<MemberRecord, Outcome<OpenedSession>> Redeem(
        MemberRecord record, OpaqueToken ticket, OpaqueToken token, SessionOrigin origin, DateTimeOffset now, SessionTerms terms)
    {
        if (OneTimeTokens.Refuse(record.Tokens, ticket, TokenPurpose.SessionTicket, now) is { } refusal)
        {
            return new(null, refusal);
        }

        var next = PlannedDeletion.Keep(record) with
        {
            Tokens = OneTimeTokens.Use(record.Tokens, ticket),
            Sessions = SessionRules.Open(record.Sessions, token, origin, now, terms),
        };
        return new(next, new OpenedSession(token.Id, token, now + terms.Lifetime, MemberViews.Of(next)));
    }
}
