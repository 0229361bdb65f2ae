using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Login;
using Members.Grains.Throttling;
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
            return refusal is Refusal.TokenInvalid { Fate: TokenFate.Used }
                ? await Repeat(record, command, refusal, cancellationToken)
                : refusal;
        }

        var owner = record.Addresses.Login!;
        var hashed = await passwords.Hash(command.Password, record, member.Options, cancellationToken);
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

    // The answer may have been lost, or a button pressed twice: the same token with the password that stands is the same success
    // (contract I12). It counts as an attempt at the password, which the reader of an old mail could guess here.
    private async Task<Outcome<PasswordSet>> Repeat(
        MemberRecord record, SetPassword command, Refusal refusal, CancellationToken cancellationToken)
    {
        if (!MemberStatuses.Of(record.Status).GetsMail || record.Credentials.Password is not { } password)
        {
            return refusal;
        }

        var bucket = ThrottleBucket.OfNetwork(CallOrigin.Current.Address);
        var attempt = new PasswordAttempt(record.Addresses.Login!.Key, bucket, command.Password, password);
        var check = await attempts.Check(attempt, cancellationToken);
        return !check.Succeeded ? check.Refusal : check.Value.Matches ? new PasswordSet(null) : refusal;
    }

    private static Refusal? Refuse(MemberRecord record, OpaqueToken token, DateTimeOffset now) =>
        OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.SetPassword, now);
}
