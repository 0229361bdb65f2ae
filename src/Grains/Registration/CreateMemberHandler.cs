using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Registration;

/// <summary>Creates an active member for a caller who vouches for the address. One commit.</summary>
internal sealed class CreateMemberHandler(IPasswordHashing hashing)
{
    public Task<Outcome<MemberView>> Create(MemberContext member, CreateMember command) =>
        member.Audited(AuditType.Registration, scope => Create(member, command, scope), command.Email);

    private async Task<Outcome<MemberView>> Create(MemberContext member, CreateMember command, AuditScope scope)
    {
        if (RegistrationRules.Check(command, PasswordPolicy.Of(member.Options)) is { } invalid)
        {
            return invalid;
        }

        var record = await member.Load();
        if (!record.IsVacant())
        {
            return RegistrationRules.IsRepeated(record, command) ? MemberViews.Of(record) : RegistrationRules.OtherRegistration();
        }

        PasswordDigest? password = null;
        if (command.Password is { } plain)
        {
            var hashed = await Hash(command, plain);
            if (!hashed.Succeeded)
            {
                member.Drop();
                return hashed.Refusal;
            }

            password = hashed.Value;
        }

        return await member.CommitAddresses(
            r =>
            {
                var made = RegisterHandler.MadeOnce(r, RegistrationRules.Create(member.Id, command, member.Now, password));
                return new Decision<MemberRecord, Outcome<MemberView>>(made, MemberViews.Of(made));
            },
            scope);
    }

    private Task<Outcome<PasswordDigest>> Hash(CreateMember command, PlainPassword password) => hashing.Hash(
        password,
        "password",
        new PasswordOwner(command.Email, command.Contact),
        HashRequests.For(HashLane.Register, LoginKey.For(command.Email).Value),
        CancellationToken.None);
}
