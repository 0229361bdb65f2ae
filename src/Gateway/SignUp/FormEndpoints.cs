using System.Collections.Immutable;
using Members.Clustering;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.SignUp;

/// <summary>Reads and replaces the sign-up form.</summary>
internal static class FormEndpoints
{
    private const int MostLanguage = 35;

    public static async Task<Results<Ok<ShownFormAnswer>, Problem>> Show(string? lang, IGrainFactory grains)
    {
        if (lang?.Length > MostLanguage)
        {
            var reader = new RequestReader();
            reader.Add("lang", "TOO_LONG", "The lang must be a language tag such as en or de-AT.");
            return Problem.Invalid(reader.Violations);
        }

        var settings = grains.SiteSettings();
        var (terms, policy) = (await settings.SignupTerms(), await settings.SignupPolicy());
        return TypedResults.Ok(new ShownFormAnswer(ShownFormBody.Of(terms.Form, lang, policy.Admission?.DefaultLanguage ?? "en")));
    }

    public static async Task<Ok<FormDefinitionAnswer>> Get(IGrainFactory grains) =>
        TypedResults.Ok(new FormDefinitionAnswer(FormDefinitionBody.Of((await grains.SiteSettings().SignupTerms()).Form)));

    public static async Task<Results<Ok<FormDefinitionAnswer>, Problem>> Replace(ReplaceFormRequest request, IGrainFactory grains)
    {
        var form = Read(request);
        return form.Succeeded
            ? (await grains.SiteSettings().ReplaceForm(form.Value.Fields)).ToResult(f => new FormDefinitionAnswer(FormDefinitionBody.Of(f)))
            : Problem.From(form.Refusal);
    }

    /// <summary>Reads a form, as it was sent by the API or made of a page's.</summary>
    /// <returns>The form without a version, or what cannot be read.</returns>
    public static Outcome<Members.SignUp.SignupForm> Read(ReplaceFormRequest request)
    {
        var reader = new RequestReader();
        if (request.Fields is null)
        {
            reader.Add("fields", "REQUIRED", "The fields must be a list; an empty one asks nothing.");
        }

        var fields = (request.Fields ?? []).Select((f, i) => Read(f, $"fields[{i}]", reader)).ToImmutableArray();
        return reader.Succeeded ? new Members.SignUp.SignupForm(0, fields) : reader.Refusal;
    }

    private static Members.SignUp.FormField Read(FormFieldBody? field, string path, RequestReader reader) =>
        (field ?? new FormFieldBody(null, null, null, null, null, null, null, null, null, null, null, null)).Read(path, reader);
}
