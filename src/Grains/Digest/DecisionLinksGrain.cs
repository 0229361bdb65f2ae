using Members.Accounts;
using Members.Admission;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Staff;
using Members.Outcomes;
using Members.Secrets;
using Members.Staff;
using Orleans.Concurrency;

namespace Members.Grains.Digest;

/// <summary>Decides by the links in mails to approvers. It asks for their roles anew each time.</summary>
[StatelessWorker, Reentrant, GrainType("decision-links")]
internal sealed class DecisionLinksGrain(Approvers approvers) : Grain, IDecisionLinksGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<LinkedApplication>> Open(OpaqueToken token)
    {
        var read = await Read(token);
        if (!read.Succeeded)
        {
            return read.Refusal;
        }

        var (link, approver) = read.Value;
        return await GrainFactory.GetGrain<IApplicationQueueGrain>(0).Find(link.Application) is { } view && view.Number == link.Number
            ? new LinkedApplication(view, approver.Name, approver.Email)
            : new Refusal.TokenInvalid(TokenFate.Revoked);
    }

    /// <inheritdoc/>
    public async Task<Outcome<ApplicationDecided>> Decide(
        OpaqueToken token, ApplicationCommand command, string? reason, DateTimeOffset? answeredAt)
    {
        if (command is not (ApplicationCommand.Approve or ApplicationCommand.Reject))
        {
            return new Refusal.Invalid(new Violation("outcome", "UNKNOWN_VALUE", "The outcome must be approve or reject."));
        }

        var read = await Read(token);
        if (!read.Succeeded)
        {
            return read.Refusal;
        }

        var (link, approver) = read.Value;
        new CallOrigin(AuditSubject.Member(approver.Id), CallOrigin.Current.Address, CallOrigin.Current.TraceId)
        {
            Name = approver.Name,
        }.Flow();
        return await GrainFactory.GetGrain<IMemberApplicationsGrain>(link.Application).Decide(
            new DecideApplication(command, MemberStatus.Pending, link.Number, reason) { AnsweredAt = answeredAt });
    }

    private async Task<Outcome<LinkedApprover>> Read(OpaqueToken token)
    {
        var read = await GrainFactory.GetGrain<IDigestGrain>(LoginKey.DefaultSite).Read(token);
        if (!read.Succeeded)
        {
            return read.Refusal;
        }

        return await approvers.Find(read.Value.Approver) is { } approver
            ? new LinkedApprover(read.Value, approver)
            : new Refusal.TokenInvalid(TokenFate.Revoked);
    }

    private sealed record LinkedApprover(DecisionLink Link, StaffPerson Approver);
}
