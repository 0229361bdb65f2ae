namespace Members.Tests.Cluster.Load;

/// <summary>What one of several deciders wants of an application, and what they were told.</summary>
/// <param name="by">Who decides.</param>
/// <param name="command">The command: approve, reject or block.</param>
/// <param name="reason">Theirs alone.</param>
internal sealed class Wish(Decider by, string command, string reason)
{
    public Decider By => by;

    public string Command => command;

    public string Reason => reason;

    public Outcome Outcome { get; private set; }

    /// <summary>The status that it leads to.</summary>
    public Status Next => command switch
    {
        "approve" => Status.Active,
        "reject" => Status.Rejected,
        _ => Status.Blocked,
    };

    /// <summary>The entry that it makes in the history.</summary>
    public Act Act => command switch
    {
        "approve" => new Act("APPROVED", by.Id, reason) { Mail = "application-approved" },
        "reject" => new Act("REJECTED", by.Id, reason) { Mail = "application-rejected" },
        _ => new Act("BLOCKED", by.Id, reason),
    };

    /// <summary>Whether the answer says that it was this decider who decided.</summary>
    public bool HasChanged => Outcome.IsOk && Outcome.Answer!.Body.GetProperty("changed").GetBoolean();

    /// <summary>The reason of the decision that the answer shows.</summary>
    public string? Told => Outcome.IsOk
        ? Outcome.Answer!.Text("application", "decision", "reason")
        : Outcome.Answer?.Text("details", "applicationError", "data", "decision", "reason");

    /// <summary>The status that the answer shows.</summary>
    public string? Shown => Outcome.Answer?.Text("application", "status");

    public async Task Send(RetryingClient client, Random random, Person person, Status seen)
    {
        var call = Call.Post($"../applications/{person.Id}/{command}", new { reason, seen = seen.ApiName() }) with { Bearer = by.Key };
        Outcome = await client.SendUntilAnswered(call, random);
    }

    /// <summary>Whether the answer is that of somebody who knows that a certain one has decided.</summary>
    public bool Knows(Wish winner)
    {
        if (Told != winner.Reason)
        {
            return false;
        }

        // Who sent it more than once may be told what another try has done.
        return winner == this ? Outcome.IsOk && Shown == Next.ApiName() && (HasChanged || Outcome.WasRepeated || Outcome.WasCopied)
            : winner.Next == Next ? Outcome.IsOk && Shown == Next.ApiName() && !HasChanged
            : Outcome.Answer!.Code == "ALREADY_DECIDED"
                && Outcome.Answer.Text("details", "applicationError", "data", "status") == winner.Next.ApiName();
    }

    public override string ToString() => $"'{reason}' was answered {Outcome.Answer}, with '{Told}'";
}
