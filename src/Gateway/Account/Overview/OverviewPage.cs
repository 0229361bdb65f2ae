using System.Collections.Immutable;
using Members.Accounts;
using Members.Audit;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Gateway.Account.Overview;

/// <summary>What a member sees first: who they are here, what the site asks of them, and where everything is.</summary>
/// <param name="Member">The member.</param>
/// <param name="Sessions">On how many devices they are logged in, apps aside.</param>
/// <param name="Apps">How many apps have access.</param>
internal sealed record OverviewPage(MemberView Member, int Sessions, int Apps)
{
    /// <summary>The texts that the site asks to agree to, or to agree to anew.</summary>
    public IReadOnlyList<FormField> Due { get; init; } = [];

    /// <summary>The site's language, for texts that there is no translation of.</summary>
    public string SiteLanguage { get; init; } = PageLanguages.Known[0].Name;

    /// <summary>Whether something was agreed to just now.</summary>
    public bool HasAgreed { get; init; }

    /// <summary>When a deletion that was asked for was dropped, if that was not long ago: the account stays.</summary>
    public DateTimeOffset? KeptAt { get; init; }

    /// <summary>Why it was not; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    private const int NewestEvents = 50;
    private static readonly TimeSpan KeptIsNews = TimeSpan.FromDays(1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account", Show);
        routes.MapPost("/account/consents", Agree).RequireRateLimiting(RateLimits.Member);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains) =>
        (await Of(context, grains) with { HasAgreed = context.Request.Query["done"] == "agreed" }).Page();

    private static async Task<IResult> Agree(HttpContext context, IGrainFactory grains)
    {
        var form = context.Request.Form;
        var versions = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(form.Line("key"), form.Line("version"));
        var outcome = await Consents(context, grains).GiveConsents(versions);
        return outcome.Succeeded
            ? new SeeOther("../account?done=agreed")
            : (await Of(context, grains) with { Refusal = outcome.Refusal }).Page();
    }

    private static async Task<OverviewPage> Of(HttpContext context, IGrainFactory grains)
    {
        var member = Caller.SessionOf(context).Member;
        var grain = grains.GetMembers().Of(member.Id);
        var (listed, told) = (grain.ListSessions(), grain.ListEvents(NewestEvents));
        var sessions = await listed;
        var page = new OverviewPage(
            member,
            sessions.Count(s => s.OAuthClient is null),
            sessions.Select(s => s.OAuthClient).OfType<Guid>().Distinct().Count())
        {
            KeptAt = KeptSince(await told ?? [], context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() - KeptIsNews),
        };
        var consents = await Consents(context, grains).ListConsents();
        return consents is not { Succeeded: true, Value.Due: { IsEmpty: false } due } ? page : page with
        {
            Due = due,
            SiteLanguage = (await grains.SiteSettings().SignupPolicy()).Admission?.DefaultLanguage ?? page.SiteLanguage,
        };
    }

    private static DateTimeOffset? KeptSince(IReadOnlyList<MemberEvent> events, DateTimeOffset since) =>
        events.FirstOrDefault(e => e.Type == AuditType.DeletionDropped.Success && e.At >= since)?.At;

    private static IMemberConsentsGrain Consents(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IMemberConsentsGrain>(Caller.SessionOf(context).Member.Id);

    private Page<OverviewView, OverviewPage> Page() => new(this, AccountStatus.Of(Refusal));
}
