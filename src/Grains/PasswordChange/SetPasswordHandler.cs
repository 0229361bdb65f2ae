using Members.Accounts;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Login;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.PasswordChange;

/// <summary>Sets the password by a mailed token: one commit.</summary>
internal sealed class SetPasswordHandler(NewPasswords passwords, PasswordAttempts attempts)
{
    /// <param name="member">The member.</param>
    /// <param name="command">The token and the password.</param>
    /// <param name="turn">Of this member: a link is good for one hash at a time, however often it is sent in at once.</param>
    /// <param name="cancellationToken">Gives the place in the hash queue back.</param>
    public async Task<Outcome<PasswordSet>> Set(
        MemberContext member, SetPassword command, SemaphoreSlim turn, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await member.Audited(AuditType.PasswordSet, scope => Set(member, command, scope, cancellationToken));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Looks at a token without using it.</summary>
    public static async Task<Outcome<Done>> Inspect(MemberContext member, OpaqueToken token)
    {
        var refusal = Refuse(await member.LoadOrDrop(), token, member.Now);
        return refusal is null ? Done.Instance : refusal;
    }

    private async Task<Outcome<PasswordSet>> Set(
        MemberContext member, SetPassword command, AuditScope scope, CancellationToken cancellationToken)
    {
        var record = await member.LoadOrDrop();
        if (Refuse(record, command.Token, member.Now) is { } refusal)
        {
            return refusal;
        }

        var owner = record.Addresses.Login!;
        var hashed = await passwords.Hash(command.Password, owner, member.Options, cancellationToken);
        if (!hashed.Succeeded)
        {
            return hashed.Refusal;
        }

        var device = command.RememberDevice ? member.NewToken(TokenPurpose.Device) : null;
        var outcome = await member.Commit(
            r => PasswordRules.SetByToken(r, command.Token, hashed.Value, device, member.Now), scope);
        if (outcome.Succeeded)
        {
            await attempts.Reset(owner.Key);
        }

        return outcome;
    }

    private static Refusal? Refuse(MemberRecord record, OpaqueToken token, DateTimeOffset now) =>
        OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.SetPassword, now);
}
