namespace Members.Silo.Upgrade;

/// <summary>Whether two versions may run on one database at the same time.</summary>
internal enum RollVerdict
{
    /// <summary>They may, and the older one may come back.</summary>
    OneByOne,

    /// <summary>They may, but the older one does not start any more once the newer one has.</summary>
    OneByOneOnly,

    /// <summary>They may not: all silos stop before the newer one starts.</summary>
    StopFirst,

    /// <summary>Nobody knows.</summary>
    Unknown,
}

/// <summary>An answer for a person, and for a script.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="Sentence">What it means for whoever upgrades, and what to do.</param>
internal sealed record RollAnswer(RollVerdict Verdict, string Sentence)
{
    /// <summary>0 to replace silos one by one, 1 to stop all of them first, 2 when the version is not known.</summary>
    public int ExitCode => Verdict switch
    {
        RollVerdict.OneByOne or RollVerdict.OneByOneOnly => 0,
        RollVerdict.StopFirst => 1,
        RollVerdict.Unknown => 2,
    };
}
