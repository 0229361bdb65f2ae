using Members.Audit;

namespace Members.Gateway.Account.Data;

/// <summary>A security event as its member sees it: of somebody else's act, neither who it was nor from where.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Result">How it ended.</param>
/// <param name="At">When it happened first.</param>
/// <param name="LastAt">When it happened last.</param>
/// <param name="Count">How often.</param>
/// <param name="By">Who did it: <c>you</c>, <c>visitor</c> (somebody who was not logged in), <c>site</c> or <c>staff</c>.</param>
/// <param name="Address">From where.</param>
internal sealed record OwnEvent(
    string Type, string Result, DateTimeOffset At, DateTimeOffset LastAt, int Count, string By, string? Address)
{
    public static OwnEvent Of(MemberEvent e, Guid member)
    {
        var by = e.Actor == $"member:{member}" ? "you"
            : e.Actor.StartsWith("member:", StringComparison.Ordinal) ? "staff"
            : e.Actor == "visitor" ? "visitor"
            : "site";
        return new(e.Type, e.Result, e.At, e.LastAt, e.Count, by, by == "staff" ? null : e.Address);
    }
}
