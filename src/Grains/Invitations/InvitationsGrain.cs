using System.Security.Cryptography;
using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Invitations;
using Members.Outcomes;
using Orleans.Concurrency;

namespace Members.Grains.Invitations;

/// <summary>Invitations, for processes without a database.</summary>
[StatelessWorker, Reentrant, GrainType("invitations")]
internal sealed class InvitationsGrain(
    IInvitationStore store, InvitationMail mail, TimeProvider clock, AuditLog audit) : Grain, IInvitationsGrain
{
    private const int CodeBytes = 12;

    /// <inheritdoc/>
    public async Task<Outcome<NewInvitations>> Create(CreateInvitations command)
    {
        var (now, by) = (clock.GetUtcNow(), await Actors.Of(CallOrigin.Current, GrainFactory));
        var audited = new AuditedCommand(audit, clock, AuditType.InvitationCreated, "site", $"count={command.Count}");
        return await audited.Do<Outcome<NewInvitations>>(
            async () =>
            {
                if (InvitationRules.Check(command, now) is { } invalid)
                {
                    return invalid;
                }

                if (command.Send && await mail.Refuse() is { } tooMany)
                {
                    return tooMany;
                }

                var made = Enumerable.Range(0, command.Count).Select(_ => new NewInvitation(
                    new Invitation(MemberId.New(), command.Uses, 0, command.Admits, by, now)
                    {
                        ExpiresAt = command.ExpiresAt,
                        Email = command.Email?.Typed,
                        Note = string.IsNullOrWhiteSpace(command.Note) ? null : command.Note,
                    },
                    InvitationCode.Create(RandomNumberGenerator.GetBytes(CodeBytes)))).ToArray();
                if (!await store.AddInvitations(made, InvitationRules.MostLive, now))
                {
                    return new Refusal.Invalid(new Violation(
                        "count", "TOO_MANY", $"A site has at most {InvitationRules.MostLive} invitations that are good. Withdraw some."));
                }

                if (command.Send)
                {
                    await mail.Send(made[0]);
                }

                return new NewInvitations([.. made]);
            },
            o => o.Succeeded ? null : AuditResult.Of(o.Refusal));
    }

    /// <inheritdoc/>
    public Task<InvitationPage> List(int limit, PageMark? after) => store.ListInvitations(limit, after);

    /// <inheritdoc/>
    public Task Revoke(Guid invitation)
    {
        var audited = new AuditedCommand(audit, clock, AuditType.InvitationRevoked, $"invitation:{invitation}");
        return audited.Do(
            async () =>
            {
                await store.RevokeInvitation(invitation, clock.GetUtcNow());
                return true;
            },
            _ => null);
    }
}
