namespace Members.Calls;

/// <summary>
/// Who makes a call, and from where. It travels beside the call's arguments, through every grain that the call reaches;
/// it is written into the audit log and tells floods apart. It grants nothing.
/// </summary>
/// <param name="Actor"><c>visitor</c>, <c>member:{id}</c>, <c>key:{id}</c>, or <c>system</c> for Members itself.</param>
/// <param name="Address">The client's network address; null when unknown.</param>
/// <param name="TraceId">The trace id that the caller was answered with; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("members.CallOrigin")]
public sealed record CallOrigin(string Actor, string? Address, string? TraceId)
{
    private const string Key = "members.origin";

    /// <summary>Of calls that nobody outside made.</summary>
    public static CallOrigin System { get; } = new("system", null, null);

    /// <summary>Of the call that is being carried out.</summary>
    public static CallOrigin Current => RequestContext.Get(Key) as CallOrigin ?? System;

    /// <summary>Gives this origin to every grain call that the current flow of execution makes from now on.</summary>
    public void Flow() => RequestContext.Set(Key, this);
}
