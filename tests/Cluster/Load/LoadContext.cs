
namespace Members.Tests.Cluster.Load;

/// <summary>What a scenario works with.</summary>
/// <param name="Client">Sends the requests.</param>
/// <param name="Journal">Where what was acknowledged is recorded.</param>
/// <param name="Population">The members to act on.</param>
/// <param name="Mail">Where mail arrives.</param>
/// <param name="Random">Decides what is chosen.</param>
internal sealed record LoadContext(RetryingClient Client, Journal Journal, Population Population, MailServer Mail, Random Random)
{
    public Task<Outcome> SendUntilAnswered(Call call) => Client.SendUntilAnswered(call, Random);

    /// <summary>Records what was done to a person: acknowledged, refused, which violates an invariant, or of unknown outcome.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    public bool Record(Outcome outcome, Person person, string operation, string invariant, Indeterminate indeterminate)
    {
        person.IsRetired |= outcome.WasRepeated;
        if (outcome.Answer is null)
        {
            person.Indeterminate = indeterminate;
            return false;
        }

        if (!outcome.IsOk)
        {
            Journal.Violate(invariant, $"{operation} of {person} was answered with {outcome.Answer}");
            person.Indeterminate = indeterminate;
            return false;
        }

        Journal.Acknowledge(operation);
        return true;
    }
}
