using Members.Gateway.Errors;
using Members.Gateway.Sessions;
using Members.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <content><c>authorization_code</c>, with the verifier of its challenge (RFC 7636).</content>
internal sealed partial class Grants
{
    /// <summary>Redeems a code.</summary>
    public async Task<Results<Ok<TokenAnswer>, Problem>> Redeem(Parameters sent, HttpContext context)
    {
        if (sent["code"] is not { } text)
        {
            return OAuthProblems.Missing("code");
        }

        if (sent["code_verifier"] is not { } proof)
        {
            return OAuthProblems.Missing("code_verifier");
        }

        if (await FindClient(sent) is not { } client)
        {
            return OAuthProblems.UnknownClient;
        }

        return OpaqueToken.TryParse(TokenPurpose.AuthorizationCode, text, out var code) && CodeVerifier.TryParse(proof, out var verifier)
            ? Answer(await grains.GetGrain<IMemberTokensGrain>(code.Owner).RedeemCode(new RedeemCode(code, client.Id, sent["redirect_uri"], verifier, Origins.Of(context))))
            : OAuthProblems.BadGrant;
    }
}
