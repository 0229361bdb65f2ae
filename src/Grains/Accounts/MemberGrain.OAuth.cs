using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

/// <content>Logins with OAuth clients.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<OpaqueToken>> Authorize(Authorize command) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Outcome<IssuedTokens>> RedeemCode(RedeemCode command) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Outcome<IssuedTokens>> Refresh(RefreshTokens command) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Outcome<IssuedTokens>> OpenFor(OpenFor command) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task Revoke(OpaqueToken token, Guid client) => throw new NotImplementedException();
}
