using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Sessions;
using Members.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary><c>authorization_code</c>, with PKCE (RFC 7636).</summary>
internal static class AuthorizationCodeGrant
{
    public static async Task<Results<Ok<TokenAnswer>, Problem>> Handle(
        OAuthParameters sent, HttpContext context, IGrainFactory grains, TokenReader tokens)
    {
        if (sent["code"] is not { } text)
        {
            return OAuthProblems.Missing("code");
        }

        if (sent["code_verifier"] is not { } proof)
        {
            return OAuthProblems.Missing("code_verifier");
        }

        if (await sent.FindClient(grains) is not { } client)
        {
            return OAuthProblems.UnknownClient;
        }

        if (!tokens.TryRead(TokenPurpose.AuthorizationCode, text, out var code) || !CodeVerifier.TryParse(proof, out var verifier))
        {
            return OAuthProblems.BadGrant;
        }

        var command = new RedeemCode(code, client.Id, sent["redirect_uri"], verifier, SessionOrigins.Of(context));
        return TokenAnswer.Of(await grains.GetGrain<IMemberTokensGrain>(code.Owner).RedeemCode(command));
    }
}
