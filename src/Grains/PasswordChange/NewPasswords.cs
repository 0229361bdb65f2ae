using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Passwords;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.PasswordChange;

/// <summary>Checks a new password of a member against the policy and hashes it.</summary>
internal sealed class NewPasswords(IPasswordHashing hashing)
{
    private const string Field = "newPassword";

    /// <returns>Refused: <c>Invalid</c>, <c>Overloaded</c>.</returns>
    public async Task<Outcome<PasswordDigest>> Hash(
        PlainPassword password, MemberRecord member, MembersOptions options, CancellationToken cancellationToken)
    {
        if (PasswordPolicy.Of(options).Check(password, Field) is { } violation)
        {
            return new Refusal.Invalid(violation);
        }

        var login = member.Addresses.Login!;
        var owner = new PasswordOwner(EmailAddress.Parse(login.Typed), member.Profile.Contact);
        return await hashing.Hash(password, Field, owner, HashRequests.For(HashLane.SetPassword, login.Key), cancellationToken);
    }
}
