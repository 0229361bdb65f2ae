using Members.Audit;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Directory;

/// <summary>A security event. If several were folded into one, <c>at</c> is the time of the first and <c>lastAt</c> of the last.</summary>
internal sealed record EventBody(
    string Type, string Result, DateTimeOffset At, DateTimeOffset LastAt, int Count, string Actor, string? Address, string? TraceId);

/// <summary>A member's last security events, newest first. There is no cursor: all that are kept fit into one response.</summary>
internal sealed record EventsAnswer(IReadOnlyList<EventBody> Events);

/// <summary>Reads a member's security events.</summary>
internal static class EventEndpoints
{
    private const int MaxLimit = 200;

    public static async Task<Results<Ok<EventsAnswer>, Problem>> List(string id, string? limit, IGrainFactory grains)
    {
        var reader = new RequestReader();
        var count = reader.Limit(limit, MaxLimit, MaxLimit);
        if (!reader.Succeeded)
        {
            return Problem.Invalid(reader.Violations);
        }

        var events = Ids.TryParse(id, out var member) ? await grains.GetMembers().Of(member).ListEvents(count) : null;
        return events is null ? Problem.From(new Refusal.MemberNotFound()) : TypedResults.Ok(new EventsAnswer([.. events.Select(Body)]));
    }

    private static EventBody Body(MemberEvent e) => new(e.Type, e.Result, e.At, e.LastAt, e.Count, e.Actor, e.Address, e.TraceId);
}
