using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Load;

/// <summary>What a worker has to do its work with.</summary>
/// <param name="Caller">Sends its requests.</param>
/// <param name="Journal">Where it writes what it knows.</param>
/// <param name="Crowd">The members that are there to be acted on.</param>
/// <param name="Mail">Where mails arrive.</param>
/// <param name="Random">What it chooses by.</param>
internal sealed record Stage(Caller Caller, Journal Journal, Crowd Crowd, SmtpSink Mail, Random Random)
{
    public Task<Ended> Insist(Call call) => Caller.Insist(call, Random);

    /// <summary>Acknowledges what was done to a person, or breaks what its refusal breaks, or leaves the person in doubt.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    public bool Settle(Ended ended, Person person, string operation, string invariant, Doubt doubt)
    {
        person.IsRetired |= ended.WasRepeated;
        if (ended.Answer is null)
        {
            person.Doubt = doubt;
            return false;
        }

        if (!ended.IsOk)
        {
            Journal.Break(invariant, $"{operation} of {person} was answered with {ended.Answer}");
            person.Doubt = doubt;
            return false;
        }

        Journal.Acknowledge(operation);
        return true;
    }
}
