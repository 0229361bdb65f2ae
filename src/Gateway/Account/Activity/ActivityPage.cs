using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Account.Activity;

/// <summary>What has happened in a member's account lately.</summary>
/// <param name="Events">The events that members see, newest first.</param>
internal sealed record ActivityPage(IReadOnlyList<ShownEvent> Events)
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/account/activity", Show);

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains)
    {
        var member = Caller.SessionOf(context).Member.Id;
        var events = await grains.GetMembers().Of(member).ListEvents(Most) ?? [];
        var shown = events.Select(e => ActivityEvents.KeyOf(e.Type) is { } key ? ShownEvent.Of(e, key, member) : null);
        return new Page<ActivityView, ActivityPage>(new ActivityPage([.. shown.OfType<ShownEvent>()]));
    }
}

/// <summary>An event in the list.</summary>
/// <param name="Event">The event.</param>
/// <param name="Key">The key of its text.</param>
/// <param name="By">The key of the text that says who did it; null when nobody knows.</param>
/// <param name="Result">The key of the text that says what came of it.</param>
internal sealed record ShownEvent(MemberEvent Event, string Key, string? By, string Result)
{
    /// <summary>Whether it did not work, which may be somebody else's doing.</summary>
    public bool IsRefused => Result is not ("Done" or "CodeFirst");

    public static ShownEvent Of(MemberEvent e, string key, Guid member) => new(e, key, ByOf(e.Actor, member), ResultOf(e));

    private static string? ByOf(string actor, Guid member) => actor.Split(':')[0] switch
    {
        "member" => actor == AuditSubject.Member(member) ? "ByYou" : "ByStaff",
        "key" or "service" or "system" => "BySite",
        _ => null,
    };

    private static string ResultOf(MemberEvent e) =>
        !AuditType.IsFailure(e.Type) ? "Done"
        : e.Result == ApiError.EmailVerificationRequired.Name ? "CodeFirst"
        : e.Result == ApiError.InvalidCredentials.Name ? "WrongPassword"
        : e.Result == ApiError.TooManyRequests.Name ? "TooMany"
        : e.Result == AuditResult.Unknown ? "NotKnown"
        : "Refused";
}
