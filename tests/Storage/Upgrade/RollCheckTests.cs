using Members.Silo.Upgrade;

namespace Members.Tests.Storage.Upgrade;

/// <summary>Which versions may run on one database, by what each does with it.</summary>
public sealed class RollCheckTests
{
    private static readonly Release Old = new("1.0.0", RollsFrom: "1.0.0", ReadsMembers: 5, WritesMembers: 2, LastScript: 6);

    [Fact]
    public void Versions_that_change_nothing_of_the_database_are_replaced_one_by_one_and_back() => Is(
        Old with { Version = "1.1.0" },
        RollVerdict.OneByOne,
        0,
        "Silos of 1.0.0 and 1.1.0 may run side by side: replace them one by one. The way back is the same: silos of 1.0.0 start again on " +
            "the database.");

    [Fact]
    public void Who_uses_a_newer_schema_is_not_served_by_older_silos() => Is(
        Old with { Version = "1.1.0", ReadsMembers = 6 },
        RollVerdict.OneByOne,
        0,
        "Silos of 1.0.0 and 1.1.0 may run side by side: replace them one by one. Until all are replaced, members who use what is new in " +
            "1.1.0 may get 503. The way back is the same: silos of 1.0.0 start again on the database.");

    [Fact]
    public void After_a_script_there_is_no_way_back() => Is(
        Old with { Version = "1.1.0", LastScript = 7 },
        RollVerdict.OneByOneOnly,
        0,
        "Silos of 1.0.0 and 1.1.0 may run side by side: replace them one by one. There is no way back: once the first 1.1.0 has started, " +
            "no silo of 1.0.0 starts any more. Back up first.");

    [Theory]
    [InlineData("2.0.0", 5, 2)] // calls have changed
    [InlineData("1.0.0", 6, 6)] // each record is one that the older version cannot read
    public void Versions_that_would_not_understand_each_other_never_run_together(string rollsFrom, int reads, int writes) => Is(
        new Release("2.0.0", rollsFrom, reads, writes, LastScript: 6),
        RollVerdict.StopFirst,
        1,
        "Silos of 1.0.0 and 2.0.0 must not run at the same time. Stop all silos, back up, then start 2.0.0.");

    [Theory]
    [InlineData("latest", "'latest' is not a version. The program that runs prints its own with --version, such as 1.0.0.")]
    [InlineData("", "'' is not a version. The program that runs prints its own with --version, such as 1.0.0.")]
    [InlineData("1.0.1", "1.0.1 is newer than this version, 1.0.0. Ask that one: members can-roll --from 1.0.0")]
    [InlineData("0.9.0", "This version, 1.0.0, does not know 0.9.0. To be safe, stop all silos, back up, then start this version.")]
    public void What_it_does_not_know_it_says(string from, string sentence)
    {
        var answer = RollCheck.Of(from, [Old]);

        Assert.Equal((RollVerdict.Unknown, 2, sentence), (answer.Verdict, answer.ExitCode, answer.Sentence));
    }

    [Fact]
    public void This_version_is_replaced_by_itself() => Assert.Equal(0, RollCheck.Of(Release.All[^1].Version).ExitCode);

    private static void Is(Release next, RollVerdict verdict, int code, string sentence)
    {
        var answer = RollCheck.Of(Old.Version, [Old, next]);

        Assert.Equal((verdict, code, sentence), (answer.Verdict, answer.ExitCode, answer.Sentence));
    }
}
