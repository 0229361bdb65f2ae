using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.OAuth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>The grants of the token endpoint; each has a file of its own.</summary>
internal sealed partial class Grants(IGrainFactory grains, Callers callers, Denials denials)
{
    private IOAuthClientsGrain Clients => grains.GetGrain<IOAuthClientsGrain>(LoginKey.DefaultSite);

    private async ValueTask<OAuthClient?> FindClient(Parameters sent) => Ids.TryParse(sent["client_id"], out var id) ? await Clients.Find(id) : null;

    private static Results<Ok<TokenAnswer>, Problem> Answer(Outcomes.Outcome<IssuedTokens> outcome) => outcome.Succeeded
        ? TokenAnswer.Of(outcome.Value.Access, outcome.Value.Refresh, outcome.Value.ExpiresIn, "offline_access")
        : OAuthProblems.From(outcome.Refusal);
}
