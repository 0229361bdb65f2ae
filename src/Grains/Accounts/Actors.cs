using Members.Admission;
using Members.ApiKeys;
using Members.Calls;

namespace Members.Grains.Accounts;

/// <summary>Names who makes a call, for those who read of it later.</summary>
internal static class Actors
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The actor of a call's origin, by the name of today.</summary>
    public static async ValueTask<Actor> Of(CallOrigin origin, IGrainFactory grains)
    {
        var (kind, id) = origin.Actor.Split(':', 2) is [var before, var after] ? (before, after) : (origin.Actor, null);
        return kind switch
        {
            "member" => new Actor(ActorKind.Member, id, origin.Name ?? "A member"),
            "key" when Guid.TryParse(id, out var key) => new Actor(ActorKind.Key, id, await NameOf(key, grains) ?? "An API key"),
            "service" => new Actor(ActorKind.Key, id, id!),
            "visitor" => new Actor(ActorKind.System, null, "An approval token"),
            _ => Actor.System,
        };
    }

    // No decision fails or waits for the sake of a name.
    private static async ValueTask<string?> NameOf(Guid key, IGrainFactory grains)
    {
        try
        {
            return await grains.GetGrain<IApiKeyGrain>(key).Name().AsTask().WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
