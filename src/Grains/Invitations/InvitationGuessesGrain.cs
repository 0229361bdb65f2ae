using Members.Telemetry;

namespace Members.Grains.Invitations;

/// <summary>
/// Counts the unknown codes that a network tries. In memory, which is enough: 60 bits are not guessed at 20 an hour, whoever starts anew.
/// </summary>
[Alias("members.IInvitationGuessesGrain")]
internal interface IInvitationGuessesGrain : IGrainWithStringKey
{
    /// <summary>How long the network must wait before its next code; null when it need not.</summary>
    [Alias("Refuse")]
    Task<TimeSpan?> Refuse();

    /// <summary>One more unknown code.</summary>
    [Alias("Count")]
    Task Count();
}

[GrainType("invitation-guesses"), CollectionAgeLimit(Hours = 2)]
internal sealed class InvitationGuessesGrain(TimeProvider clock) : Grain, IInvitationGuessesGrain
{
    /// <summary>The most unknown codes of a network in an hour.</summary>
    public const int Most = 20;

    private readonly HourlyCount _unknown = new();

    /// <inheritdoc/>
    public Task<TimeSpan?> Refuse() => Task.FromResult(_unknown.WaitBelow(Most, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task Count()
    {
        _unknown.Add(clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
