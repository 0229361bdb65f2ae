using System.Collections.Immutable;
using Members.Clustering;
using Members.Gateway.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.SignUp;

/// <summary>Reads, tries and replaces the admission rules.</summary>
internal static class RuleEndpoints
{
    public static async Task<Ok<RulesAnswer>> Get(IGrainFactory grains) =>
        TypedResults.Ok(RulesAnswer.Of((await grains.SiteSettings().SignupTerms()).Rules));

    public static async Task<Results<Ok<RulesAnswer>, Problem>> Replace(RulesRequest request, IGrainFactory grains)
    {
        var rules = Read(request);
        return rules.Succeeded
            ? (await grains.SiteSettings().ReplaceRules(rules.Value.Rules)).ToResult(r => RulesAnswer.Of(r.Rules))
            : Problem.From(rules.Refusal);
    }

    public static async Task<Results<Ok<RuleTrialAnswer>, Problem>> Try(RulesRequest request, IGrainFactory grains)
    {
        var rules = Read(request);
        return rules.Succeeded
            ? (await QueueEndpoints.Queue(grains).TryRules(rules.Value.Rules)).ToResult(RuleTrialAnswer.Of)
            : Problem.From(rules.Refusal);
    }

    /// <summary>Reads rules, as they were sent by the API or made of a form.</summary>
    public static Outcome<Members.Settings.AdmissionRuleset> Read(RulesRequest request)
    {
        var reader = new RequestReader();
        if (request.Rules is null)
        {
            reader.Add("rules", "REQUIRED", "The rules must be a list; with an empty one the door decides.");
        }

        var rules = (request.Rules ?? [])
            .Select((r, i) => (r ?? new AdmissionRuleBody(null, null, null, null)).Read($"rules[{i}]", reader)).ToImmutableArray();
        return reader.Succeeded ? new Members.Settings.AdmissionRuleset(rules) : reader.Refusal;
    }
}
