namespace Members.Silo.Upgrade;

/// <summary>
/// Whether silos of the version that runs may be replaced one by one by silos of this version, so that for a while both run on one
/// database. For <c>members can-roll --from VERSION</c>.
/// </summary>
internal static class RollCheck
{
    /// <summary>Asks it of this version.</summary>
    /// <param name="from">The version that runs, as its <c>--version</c> prints it.</param>
    public static RollAnswer Of(string from) => Of(from, Release.All);

    /// <summary>Asks it of the last of some versions, which knows the others.</summary>
    /// <param name="from">The version that runs.</param>
    /// <param name="known">Versions, the oldest first.</param>
    public static RollAnswer Of(string from, IReadOnlyList<Release> known)
    {
        var now = known[^1];
        if (!Version.TryParse(from, out var running))
        {
            return Unknown($"'{from}' is not a version. The program that runs prints its own with --version, such as {now.Version}.");
        }

        if (running > Version.Parse(now.Version))
        {
            return Unknown($"{from} is newer than this version, {now.Version}. Ask that one: members can-roll --from {now.Version}");
        }

        return known.FirstOrDefault(r => Version.Parse(r.Version) == running) is { } old
            ? Of(old, now)
            : Unknown($"This version, {now.Version}, does not know {from}. To be safe, stop all silos, back up, then start this version.");
    }

    private static RollAnswer Of(Release old, Release now)
    {
        if (Version.Parse(old.Version) < Version.Parse(now.RollsFrom) || now.WritesMembers > old.ReadsMembers)
        {
            return new(
                RollVerdict.StopFirst,
                $"Silos of {old.Version} and {now.Version} must not run at the same time. "
                    + $"Stop all silos, back up, then start {now.Version}.");
        }

        var sentence = $"Silos of {old.Version} and {now.Version} may run side by side: replace them one by one.";
        if (now.ReadsMembers > old.ReadsMembers)
        {
            sentence += $" Until all are replaced, members who use what is new in {now.Version} may get 503.";
        }

        return now.LastScript > old.LastScript
            ? new(RollVerdict.OneByOneOnly, sentence
                + $" There is no way back: once the first {now.Version} has started, no silo of {old.Version} starts any more. "
                + "Back up first.")
            : new(RollVerdict.OneByOne, sentence + $" The way back is the same: silos of {old.Version} start again on the database.");
    }

    private static RollAnswer Unknown(string sentence) => new(RollVerdict.Unknown, sentence);
}
