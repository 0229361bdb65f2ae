using System.Text.Json;
using Members.Tests.Bench.Load;

namespace Members.Tests.Bench.Targets;

/// <summary>Many members with a session each, made without a password, since hashing would take most of the time.</summary>
internal static class ManySessions
{
    private const int Clients = 16, Patience = 300;

    /// <summary>Makes them.</summary>
    /// <param name="members">Where.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">The number of the first.</param>
    /// <returns>The requests that check their sessions.</returns>
    public static async Task<IReadOnlyList<string>> Make(MembersTarget members, int count, int first = 1)
    {
        await All(members.Creating with { Clients = Clients, First = first, Most = count, Seconds = Patience }, count);
        var tickets = await All(members.MakingTickets with { Clients = Clients, First = first, Most = count, Seconds = Patience }, count);
        var applying = tickets.Select(t => MembersTarget.ApplyOf(TokenOf(t))).ToList();
        var opened = await All(members.Plan(applying) with { Clients = Clients, Most = count, Seconds = Patience }, count);
        return [.. opened.Select(o => MembersTarget.CheckOf(TokenOf(o)))];
    }

    private static async Task<IReadOnlyList<string>> All(LoadPlan plan, int count)
    {
        var result = await LoadProcess.Run(plan with { KeepBodies = true, Insists = true });
        return result.Made == count
            ? result.Bodies
            : throw new InvalidOperationException($"{result.Made} of {count} succeeded; the others: {result.Refusals}.");
    }

    private static string TokenOf(string body) =>
        JsonSerializer.Deserialize<JsonElement>(body).GetProperty("session").GetProperty("token").GetString()!;
}
