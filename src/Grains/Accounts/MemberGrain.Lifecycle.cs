using Members.Accounts;
using Members.Audit;
using Members.Grains.Audit;
using Members.Outcomes;

namespace Members.Grains.Accounts;

/// <content>Members who are made and deleted by somebody else.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<MemberView>> Create(CreateMember command) => Audited(AuditType.Registration, deed => Create(command, deed), command.Email);

    /// <inheritdoc/>
    public Task<Outcome<Done>> Delete() => Audited(AuditType.Deletion, async deed =>
    {
        await Present();
        await Settled();
        var outcome = await Commit(r => DeletionRules.Delete(r, Now), deed, everywhere: true);
        if (outcome.Succeeded)
        {
            await Settled();
            DeactivateOnIdle();
        }

        return outcome;
    });

    private async Task<Outcome<MemberView>> Create(CreateMember command, Deed deed)
    {
        if (RegistrationRules.Check(command) is { } invalid)
        {
            return invalid;
        }

        var record = await Settled();
        if (!record.IsVacant())
        {
            return RegistrationRules.IsRepeated(record, command) ? MemberViews.Of(record) : RegistrationRules.OtherRegistration();
        }

        return await _address.Join(RegistrationRules.Create(Id, command, Now, deed.Record(Now)))
            ? MemberViews.Of(await _stored.Current())
            : new Refusal.EmailTaken();
    }
}
