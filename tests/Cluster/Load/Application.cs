namespace Members.Tests.Cluster.Load;

/// <summary>An entry of an application's history.</summary>
/// <param name="Name">What was done.</param>
/// <param name="By">The id of who did it; null for nobody.</param>
/// <param name="Reason">The reason. Each decider gives another one, so that it tells decisions apart.</param>
internal sealed record Act(string Name, string? By = null, string? Reason = null)
{
    /// <summary>The mail that tells the applicant; null for none.</summary>
    public string? Mail { get; init; }

    /// <summary>When it was heard of.</summary>
    public DateTimeOffset Heard { get; } = TimeProvider.System.GetUtcNow();

    public override string ToString() => $"{Name} {By} {Reason}".TrimEnd();
}

/// <summary>Somebody's application, with all that is known about it from answers alone.</summary>
/// <param name="invitation">The invitation that was used.</param>
/// <param name="answer">What was answered to the form.</param>
internal sealed class Application(Invitation? invitation, string? answer)
{
    // The site lets nobody take back more.
    private const int MostUndone = 3;

    // A history keeps no more.
    private const int MostKept = 20;

    private const string Undone = "UNDONE";
    private readonly List<Act> _acts = [new("SUBMITTED")];
    private readonly List<Act> _possible = [];

    public Invitation? Invitation => invitation;

    public string? Answer => answer;

    /// <summary>What was acknowledged, in order.</summary>
    public IReadOnlyList<Act> Acts => _acts;

    /// <summary>What is of unknown outcome: one of it has happened after all the rest, or nothing.</summary>
    public IReadOnlyList<Act> Possible => _possible;

    public bool MayBeUndone => _acts.Count(a => a.Name == Undone) < MostUndone;

    /// <summary>What was not taken back, in order.</summary>
    public IReadOnlyList<Act> Standing
    {
        get
        {
            var standing = new Stack<Act>();
            foreach (var act in _acts)
            {
                if (act.Name == Undone)
                {
                    standing.Pop();
                }
                else
                {
                    standing.Push(act);
                }
            }

            return [.. standing.Reverse()];
        }
    }

    /// <summary>Whatever was taken back, with the moment from which on nobody may hear of it.</summary>
    public IEnumerable<(Act Act, DateTimeOffset Since)> TakenBack =>
        _acts.Zip(_acts.Skip(1)).Where(two => two.Second.Name == Undone).Select(two => (two.First, two.Second.Heard));

    /// <summary>Adds what was acknowledged.</summary>
    public void Add(params IEnumerable<Act> acts) => _acts.AddRange(acts);

    /// <summary>Adds what may have happened.</summary>
    public void AddPossible(params IEnumerable<Act> acts) => _possible.AddRange(acts);

    /// <summary>An undo by the key that decided.</summary>
    public static Act UndoBy(Decider decider) => new(Undone, decider.Id);

    /// <summary>Whether a history is what was acknowledged, and nothing else.</summary>
    public bool Is(IReadOnlyList<string> history) => history.SequenceEqual(Kept(_acts));

    /// <summary>Whether a history is what was acknowledged, perhaps with one act of unknown outcome at the end.</summary>
    public bool Fits(IReadOnlyList<string> history) =>
        Is(history) || _possible.Exists(p => history.SequenceEqual(Kept([.. _acts, p])));

    // Of too many the first stays, since it says how it began.
    private static IEnumerable<string> Kept(List<Act> acts) =>
        acts.Take(1).Concat(acts.Skip(1).TakeLast(MostKept - 1)).Select(a => a.ToString());
}
