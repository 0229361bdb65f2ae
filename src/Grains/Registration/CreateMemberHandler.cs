using Members.Accounts;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Grains.Registration;

/// <summary>Creates an active member without a password, for a caller who vouches for the address. One commit.</summary>
internal static class CreateMemberHandler
{
    public static Task<Outcome<MemberView>> Create(MemberContext member, CreateMember command) =>
        member.Audited(AuditType.Registration, scope => Create(member, command, scope), command.Email);

    private static async Task<Outcome<MemberView>> Create(MemberContext member, CreateMember command, AuditScope scope)
    {
        if (RegistrationRules.Check(command) is { } invalid)
        {
            return invalid;
        }

        var record = await member.Load();
        if (!record.IsVacant())
        {
            return RegistrationRules.IsRepeated(record, command) ? MemberViews.Of(record) : RegistrationRules.OtherRegistration();
        }

        return await member.CommitAddresses(
            r =>
            {
                var made = RegisterHandler.MadeOnce(r, RegistrationRules.Create(member.Id, command, member.Now));
                return new Decision<MemberRecord, Outcome<MemberView>>(made, MemberViews.Of(made));
            },
            scope);
    }
}
