using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Grains.Audit;
using Members.Grains.OAuth;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

/// <content>Logins with OAuth clients (docs/adr/0010). Each answers a token that may have been made up, so each begins with <c>Present</c>.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<OpaqueToken>> Authorize(Authorize command) => Audited(AuditType.Code, async deed =>
    {
        await Present();
        await Settled();
        var code = TokenMint.New(TokenPurpose.AuthorizationCode, Id);
        return await Commit(r => CodeRules.Authorize(_sessions.WriteDown(r), command, code, Now, _options.SessionIdleLifetime), deed);
    });

    /// <inheritdoc/>
    public Task<Outcome<IssuedTokens>> RedeemCode(RedeemCode command) => Audited(AuditType.SessionOpened, async deed =>
    {
        var reuse = new Deed(AuditType.TokenReuse, CallOrigin.Current);
        await Present();
        await Settled();
        var fresh = FreshTokens.Mint(Id, command.Code.Id);
        return await Commit(r => CodeRules.Redeem(_sessions.WriteDown(r), command, fresh, Reused(reuse), Now, _options.ClientTerms), deed);
    });

    /// <inheritdoc/>
    public Task<Outcome<IssuedTokens>> Refresh(RefreshTokens command) => Audited(AuditType.SessionRefreshed, async deed =>
    {
        var reuse = new Deed(AuditType.TokenReuse, CallOrigin.Current);
        await Present();
        await Settled();
        var access = TokenMint.New(TokenPurpose.AccessToken, Id, command.Token.Id);
        return await Commit(r => RefreshRules.Refresh(_sessions.WriteDown(r), command, access, Reused(reuse), Now, _options.ClientTerms), deed);
    });

    /// <inheritdoc/>
    public Task<Outcome<IssuedTokens>> OpenFor(OpenFor command) => Audited(AuditType.SessionOpened, async deed =>
    {
        await Present();
        await Settled();
        var fresh = FreshTokens.Mint(Id, MemberId.New());
        return await Commit(r => ClientSessionRules.OpenFor(_sessions.WriteDown(r), command, fresh, Now, _options.ClientTerms), deed);
    });

    /// <inheritdoc/>
    public Task Revoke(OpaqueToken token, Guid client) => Audited(AuditType.SessionEnded, async deed =>
    {
        // Everywhere also when the session is gone: an earlier call may have ended between its commit and its word to the others.
        var record = await Present();
        var gone = record.Exists() && record.Sessions.All(s => s.Id != token.Id);
        return await Commit(r => ClientSessionRules.Revoke(r, token, client), deed, everywhere: gone);
    });

    private EventRecord Reused(Deed reuse) => reuse.Failure(Now, AuditResult.Of(new Refusal.TokenInvalid(TokenFate.Used)));
}
