namespace Members.Calls;

/// <summary>
/// Who makes a call, and from where. It travels with the call through every grain, and is used for the audit log and for throttling. It
/// grants no access.
/// </summary>
/// <param name="Actor">
/// <c>visitor</c>, <c>member:{id}</c>, <c>key:{id}</c>, <c>service:{name}</c> for a service that calls grains, or <c>system</c> for
/// Members itself.
/// </param>
/// <param name="Address">The client's network address; null if unknown.</param>
/// <param name="TraceId">The trace id that is returned to the caller; null if there is none.</param>
[GenerateSerializer, Immutable, Alias("members.CallOrigin")]
public sealed record CallOrigin(string Actor, string? Address, string? TraceId)
{
    private const string Key = "members.origin";

    /// <summary>The actor's name, where a person of the staff calls: it is shown beside what they decide.</summary>
    [Id(3)]
    public string? Name { get; init; }

    /// <summary>The origin of internal calls.</summary>
    public static CallOrigin System { get; } = new("system", null, null);

    /// <summary>The origin of the current call.</summary>
    public static CallOrigin Current => RequestContext.Get(Key) as CallOrigin ?? System;

    /// <summary>Sends this origin with every grain call that the current execution context makes from now on.</summary>
    public void Flow() => RequestContext.Set(Key, this);
}
