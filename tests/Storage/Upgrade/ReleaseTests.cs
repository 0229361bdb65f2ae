using System.Globalization;
using Members.Clustering;
using Members.Grains.Accounts;
using Members.Silo.Storage;
using Members.Silo.Upgrade;

namespace Members.Tests.Storage.Upgrade;

/// <summary>What is said of this version in the table of versions is what it does.</summary>
public sealed class ReleaseTests
{
    private static Release Now => Release.All[^1];

    [Fact]
    public void The_last_version_is_this_one() => Assert.Equal(MembersCluster.Version, Now.Version);

    [Fact]
    public void Versions_are_in_their_order_and_roll_from_one_of_them()
    {
        var versions = Release.All.Select(r => Version.Parse(r.Version)).ToList();

        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.All(Release.All, r => Assert.Contains(Version.Parse(r.RollsFrom), versions));
    }

    [Fact]
    public void Members_are_read_and_written_by_these_schemas() =>
        Assert.Equal((MemberRecord.Known, new MemberRecord().Schema), (Now.ReadsMembers, Now.WritesMembers));

    [Fact]
    public void The_last_script_is_that_of_the_product()
    {
        const string Folder = "Members.Silo.Storage.Postgres.Scripts.";
        var numbers = from name in typeof(SchemaUpgrade).Assembly.GetManifestResourceNames()
                      where name.StartsWith(Folder, StringComparison.Ordinal) && char.IsAsciiDigit(name[Folder.Length])
                      select int.Parse(SchemaUpgrade.Short(name)[..4], CultureInfo.InvariantCulture);

        Assert.Equal(Now.LastScript, numbers.Max());
    }
}
