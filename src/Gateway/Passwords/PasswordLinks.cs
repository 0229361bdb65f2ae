using Members.Accounts;
using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Passwords;

/// <summary>A new password and the token of a mailed link, not parsed yet.</summary>
/// <param name="Token">The token.</param>
/// <param name="Password">The password.</param>
/// <param name="Field">What the request calls the password.</param>
/// <param name="RememberDevice">Whether the device gets a token.</param>
internal readonly record struct NewPassword(string? Token, string? Password, string Field, bool RememberDevice = true);

/// <summary>Sets passwords with the tokens of mailed links: for the API, for Wix clients and for the page.</summary>
internal sealed class PasswordLinks(IGrainFactory grains, TokenReader tokens, AuthorizationAudit audit)
{
    /// <summary>The token, or the refusal of a malformed one.</summary>
    public Outcome<OpaqueToken> Read(string? text) => tokens.TryRead(TokenPurpose.SetPassword, text, out var token)
        ? token
        : new Refusal.TokenInvalid(TokenFate.Unknown);

    public async Task<Outcome<PasswordSet>> SetPassword(NewPassword given, HttpContext context, CancellationToken cancellationToken)
    {
        var token = Read(given.Token);
        if (!token.Succeeded)
        {
            return audit.Unreadable(context, AuditType.PasswordSet, token.Refusal);
        }

        var reader = new RequestReader();
        var password = reader.Password(given.Password, given.Field);
        return reader.Succeeded
            ? await grains.GetMembers().Of(token.Value.Owner).SetPassword(
                new SetPassword(token.Value, password, given.RememberDevice), cancellationToken)
            : reader.Refusal;
    }
}
