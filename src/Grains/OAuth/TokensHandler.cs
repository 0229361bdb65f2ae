using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.OAuth;

/// <summary>
/// Codes and tokens of OAuth clients (docs/adr/0010): one commit each. Each is asked with a token that may have been made up, so each
/// begins with <see cref="MemberContext.LoadOrDrop"/>.
/// </summary>
internal static class TokensHandler
{
    public static Task<Outcome<OpaqueToken>> Authorize(MemberContext member, Authorize command) =>
        member.Audited(AuditType.Code, async scope =>
        {
            await member.LoadOrDrop();
            var code = member.NewToken(TokenPurpose.AuthorizationCode);
            return await member.Commit(
                r => CodeRules.Authorize(member.WithActivity(r), command, code, member.Now, member.Options.SessionIdleLifetime), scope);
        });

    public static Task<Outcome<IssuedTokens>> RedeemCode(MemberContext member, RedeemCode command) =>
        member.Audited(AuditType.SessionOpened, async scope =>
        {
            var reuse = new AuditScope(AuditType.TokenReuse, CallOrigin.Current);
            await member.LoadOrDrop();
            var fresh = FreshTokens.Mint(member, command.Code.Id);
            return await member.Commit(
                r => CodeRules.Redeem(member.WithActivity(r), command, fresh, Reused(member, reuse), member.Now, Terms(member)), scope);
        });

    public static Task<Outcome<IssuedTokens>> Refresh(MemberContext member, RefreshTokens command) =>
        member.Audited(AuditType.SessionRefreshed, async scope =>
        {
            var reuse = new AuditScope(AuditType.TokenReuse, CallOrigin.Current);
            await member.LoadOrDrop();
            var access = member.NewToken(TokenPurpose.AccessToken, command.Token.Id);
            return await member.Commit(
                r => RefreshRules.Refresh(
                    member.WithActivity(r), command, access, Reused(member, reuse), member.Now, Terms(member)),
                scope);
        });

    public static Task<Outcome<IssuedTokens>> OpenFor(MemberContext member, OpenFor command) =>
        member.Audited(AuditType.SessionOpened, async scope =>
        {
            await member.LoadOrDrop();
            var fresh = FreshTokens.Mint(member, MemberId.New());
            return await member.Commit(
                r => ClientSessionRules.OpenFor(member.WithActivity(r), command, fresh, member.Now, Terms(member)), scope);
        });

    public static Task<Outcome<Done>> Revoke(MemberContext member, OpaqueToken token, Guid client) =>
        member.Audited(AuditType.SessionEnded, async scope =>
        {
            // Everywhere also when the session is gone: an earlier call may have died between its commit and telling the others.
            var record = await member.LoadOrDrop();
            var isGone = record.Exists() && record.Sessions.All(s => s.Id != token.Id);
            return await member.Commit(r => ClientSessionRules.Revoke(r, token, client), scope, everywhere: isGone);
        });

    /// <summary>Ends what a client may do in the member's name.</summary>
    public static Task<Outcome<Done>> EndOf(MemberContext member, Guid client) => member.Audited(
        AuditType.SessionEnded, scope => member.Commit(r => ClientSessionRules.EndOf(r, client), scope, everywhere: true));

    private static ClientTerms Terms(MemberContext member) => ClientTerms.Of(member.Options);

    private static EventRecord Reused(MemberContext member, AuditScope reuse) =>
        reuse.Failure(member.Now, AuditResult.Of(new Refusal.TokenInvalid(TokenFate.Used)));
}
