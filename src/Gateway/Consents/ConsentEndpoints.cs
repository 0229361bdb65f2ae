using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Outcomes;
using Members.SignUp;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Consents;

/// <summary>The body of consents: the versions by the keys of the form's fields.</summary>
internal sealed record ConsentsRequest([property: Required] IReadOnlyDictionary<string, string?>? Consents);

/// <summary>A consent that was given.</summary>
internal sealed record ConsentBody(string Key, string Version, DateTimeOffset At);

/// <summary>A text that the site asks to agree to.</summary>
internal sealed record DueConsentBody(string Key, string? Text, string Version);

/// <summary>What was agreed to, and what is due.</summary>
internal sealed record ConsentsAnswer(IReadOnlyList<ConsentBody> Consents, IReadOnlyList<DueConsentBody> Due);

/// <summary>A member's consents. A required text of a newer version is due; nothing is locked until it is agreed to.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication/consents").WithTags("Sign-up").RequireMember();
        group.MapGet("", List).Describe("listConsents", "What the member has agreed to, and what is due.", ApiError.MemberNotFound);
        group.MapPost("", Give).Describe(
            "giveConsents", "Agrees to texts in their version of today.", ApiError.ValidationFailed, ApiError.MemberNotFound);
    }

    private static async Task<Results<Ok<ConsentsAnswer>, Problem>> List(HttpContext context, IGrainFactory grains)
    {
        var answer = await Of(context, grains).ListConsents();
        return await Answer(answer, context, grains);
    }

    private static async Task<Results<Ok<ConsentsAnswer>, Problem>> Give(ConsentsRequest request, HttpContext context, IGrainFactory grains)
    {
        if (request.Consents is null)
        {
            var reader = new RequestReader();
            reader.Add("consents", "REQUIRED", "The consents must be versions by the keys of the form's fields.");
            return Problem.Invalid(reader.Violations);
        }

        var versions = request.Consents.ToImmutableSortedDictionary(c => c.Key, c => c.Value ?? "", StringComparer.Ordinal);
        return await Answer(await Of(context, grains).GiveConsents(versions), context, grains);
    }

    private static IMemberConsentsGrain Of(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IMemberConsentsGrain>(Caller.SessionOf(context).Member.Id);

    private static async Task<Results<Ok<ConsentsAnswer>, Problem>> Answer(
        Outcome<MemberConsents> outcome, HttpContext context, IGrainFactory grains)
    {
        if (!outcome.Succeeded)
        {
            return Problem.From(outcome.Refusal);
        }

        var (language, policy) = (Caller.SessionOf(context).Member.Contact.Locale, await grains.SiteSettings().SignupPolicy());
        var due = outcome.Value.Due.Select(f => new DueConsentBody(
            f.Key, Localized.Pick(f.Text, language, policy.Admission?.DefaultLanguage ?? "en"), f.Version ?? ""));
        return TypedResults.Ok(new ConsentsAnswer(
            [.. outcome.Value.Given.Select(c => new ConsentBody(c.Key, c.Version, c.At))], [.. due]));
    }
}
