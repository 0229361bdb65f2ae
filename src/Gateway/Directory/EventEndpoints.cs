using System.Globalization;
using Members.Accounts;
using Members.Audit;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Directory;

/// <summary>A security event; of several folded into one, <c>at</c> is the first time and <c>lastAt</c> the last.</summary>
internal sealed record EventBody(
    string Type, string Result, DateTimeOffset At, DateTimeOffset LastAt, int Count, string Actor, string? Address, string? TraceId);

/// <summary>A member's last security events, newest first. There is no cursor: all that are kept fit into one answer.</summary>
internal sealed record EventsAnswer(IReadOnlyList<EventBody> Events);

/// <summary>Reading what happened to a member.</summary>
internal static class EventEndpoints
{
    private const int MaxLimit = 200;

    public static async Task<Results<Ok<EventsAnswer>, Problem>> List(string id, string? limit, IGrainFactory grains)
    {
        var count = MaxLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxLimit))
        {
            return Problem.Invalid(new Violation("limit", "OUT_OF_RANGE", $"The limit must be between 1 and {MaxLimit}."));
        }

        var events = Ids.TryParse(id, out var member) ? await grains.GetGrain<IMemberGrain>(member).ListEvents(count) : null;
        return events is null ? Problem.From(new Refusal.MemberNotFound()) : TypedResults.Ok(new EventsAnswer([.. events.Select(Body)]));
    }

    private static EventBody Body(MemberEvent e) => new(e.Type, e.Result, e.At, e.LastAt, e.Count, e.Actor, e.Address, e.TraceId);
}
