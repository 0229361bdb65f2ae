using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Registration;

/// <summary>Gives a registered member the token that goes with their status.</summary>
internal static class Grants
{
    /// <summary>The member with the token, and the answer to the registration.</summary>
    public static Decision<MemberRecord, Outcome<Registered>> Give(MemberContext member, MemberRecord record)
    {
        var token = member.NewToken(RegistrationRules.TokenFor(record.Status));
        var isApproval = token.Purpose == TokenPurpose.Approval;
        var lifetime = isApproval ? member.Options.ApprovalTokenLifetime : member.Options.SessionTicketLifetime;
        var next = RegistrationRules.Grant(record, token, member.Now, lifetime);
        if (!isApproval)
        {
            return new(next, new Registered(MemberViews.Of(next), token, null));
        }

        var application = member.NewToken(TokenPurpose.Application);
        next = next with { Tokens = ApplicantTokens.Issue(next.Tokens, application, member.Now) };
        return new(next, new Registered(MemberViews.Of(next), null, token, application));
    }
}
