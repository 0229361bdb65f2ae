namespace Members.Tests.Cluster.Load;

/// <summary>An invitation, and what was heard of its uses.</summary>
/// <param name="id">Its id.</param>
/// <param name="code">Its code.</param>
/// <param name="letsIn">Whether who uses it is let in at once; otherwise they wait.</param>
internal sealed class Invitation(string id, string code, bool letsIn)
{
    /// <summary>How often it may be used, and how many try.</summary>
    public const int Uses = 5, Tries = 7;

    private int _tries, _admitted, _refused, _unknown;

    public string Id => id;

    public string Code => code;

    public bool LetsIn => letsIn;

    /// <summary>How many were told that they are in.</summary>
    public int Admitted => _admitted;

    /// <summary>How many were told that it is used up.</summary>
    public int Refused => _refused;

    /// <summary>How many were told nothing.</summary>
    public int Unknown => _unknown;

    /// <summary>Whether somebody may still try it.</summary>
    public bool Try() => Interlocked.Increment(ref _tries) <= Tries;

    /// <summary>Notes what somebody heard.</summary>
    public void Heard(Outcome outcome)
    {
        if (outcome.IsOk)
        {
            Interlocked.Increment(ref _admitted);
        }
        else if (outcome.Answer is null)
        {
            Interlocked.Increment(ref _unknown);
        }
        else
        {
            Interlocked.Increment(ref _refused);
        }
    }
}
