using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Gateway.SignUp;
using Members.Outcomes;
using Members.Secrets;
using Members.SignUp;

namespace Members.Gateway.Admission;

/// <summary>The page on which applicants change their answers while they wait. Consents are no part of it: they stay.</summary>
/// <param name="Token">The token of the link.</param>
/// <param name="Form">The site's form of now, with what was answered.</param>
internal sealed record OwnAnswersPage(string Token, SignUpForm Form)
{
    private const string Path = "/application/answers";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapOpenPages().RequireRateLimiting(RateLimits.Network);
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
    }

    private static async Task<IResult> Show(
        HttpContext context, ApplicantPages pages, IGrainFactory grains, TokenReader tokens, TimeProvider clock)
    {
        var text = context.Request.Query["token"].ToString();
        if (!tokens.TryRead(TokenPurpose.Application, text, out var token))
        {
            return await pages.DeadLink(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var mine = await Grain(grains, token).Mine(token);
        return !mine.Succeeded ? await pages.DeadLink(mine.Refusal)
            : mine.Value.Status != MemberStatus.Pending ? Back(text)
            : (await Read(Typed(context, mine.Value), text, context, grains, clock)).Page();
    }

    private static async Task<IResult> Submit(
        HttpContext context, ApplicantPages pages, IGrainFactory grains, TokenReader tokens, TimeProvider clock)
    {
        var sent = context.Request.Form;
        var text = sent["token"].ToString();
        if (!tokens.TryRead(TokenPurpose.Application, text, out var token))
        {
            return await pages.DeadLink(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var page = await Read(TypedSignUp.Of(sent), text, context, grains, clock);
        var answers = TypedAnswers.Sent(TypedAnswers.Json(page.Form.Typed, page.Form.Site.Form));
        var changed = await Grain(grains, token).ChangeAnswers(token, answers);
        return changed.Succeeded ? Back(text)
            : changed.Refusal is Refusal.Invalid ? (page with { Form = page.Form with { Refusal = changed.Refusal } }).Page()
            : await pages.Refused(text, changed.Refusal);
    }

    private static async Task<OwnAnswersPage> Read(
        TypedSignUp typed, string token, HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var site = await SignUpSite.Read(grains);
        var asked = site with
        {
            Form = site.Form with { Fields = [.. site.Form.Fields.Where(f => f.Kind != FieldKind.Consent)] },
        };
        return new(token, SignUpForm.Of(asked, typed, context, clock.GetUtcNow()));
    }

    private static TypedSignUp Typed(HttpContext context, OwnApplication own) => TypedSignUp.Of(context.Request.Query) with
    {
        Answers = own.Answers.ToImmutableSortedDictionary(a => a.Key, TypedAnswers.Typed, StringComparer.Ordinal),
    };

    private static SeeOther Back(string token) => new($"../application?token={Uri.EscapeDataString(token)}");

    private static IMemberApplicationsGrain Grain(IGrainFactory grains, OpaqueToken token) =>
        grains.GetGrain<IMemberApplicationsGrain>(token.Owner);

    private Page<OwnAnswersView, OwnAnswersPage> Page() => new(this, Form.Status);
}
