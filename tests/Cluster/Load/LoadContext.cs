
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
    /// <param name="outcome">The outcome.</param>
    /// <param name="person">The person.</param>
    /// <param name="operation">What was done.</param>
    /// <param name="invariant">What a refusal violates.</param>
    /// <param name="indeterminate">What it may have done when the outcome is unknown.</param>
    /// <param name="act">What it adds to the history of the application, if the person has one.</param>
    /// <returns>Whether it was acknowledged.</returns>
    public bool Record(
        Outcome outcome, Person person, string operation, string invariant, Indeterminate indeterminate, Act? act = null)
    {
        person.IsRetired |= outcome.WasRepeated;
        Act[] acts = act is null ? [] : [act];
        if (!outcome.IsOk)
        {
            if (outcome.Answer is { } refusal)
            {
                Journal.Violate(invariant, $"{operation} of {person} was answered with {refusal}");
            }

            person.Indeterminate = indeterminate;
            person.Application?.AddPossible(acts);
            return false;
        }

        Journal.Acknowledge(operation);
        person.Application?.Add(acts);
        return true;
    }
}
