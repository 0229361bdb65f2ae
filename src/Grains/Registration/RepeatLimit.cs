using Members.Outcomes;

namespace Members.Grains.Registration;

/// <summary>
/// Bounds how often a registration is repeated while its member is in memory. Each repetition hashes, and whatever else is asked
/// of the member waits behind it: a few are for lost answers, more are an attack.
/// </summary>
internal sealed class RepeatLimit
{
    /// <summary>How many repetitions there may be.</summary>
    public const int Max = 50;

    /// <summary>How many repetitions one with a wrong password counts for.</summary>
    public const int WeightOfGuess = 10;

    /// <summary>How long whoever repeats more often is told to wait.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private int _repetitions;

    public Refusal? Refusal => _repetitions >= Max ? new Refusal.TooManyRequests(Pause) : null;

    public void Count(bool isRightPassword) => _repetitions += isRightPassword ? 1 : WeightOfGuess;
}
