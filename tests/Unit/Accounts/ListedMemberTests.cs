using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Tests.Unit.Storage;

namespace Members.Tests.Unit.Accounts;

/// <summary>What a list reads of a record.</summary>
public sealed class ListedMemberTests
{
    [Fact]
    public void It_is_shown_as_the_whole_record_is()
    {
        var row = GoldenFiles.Read("member.json");
        var whole = JsonSerializer.Deserialize<MemberRecord>(row, StoredJson.Options)!;
        var listed = JsonSerializer.Deserialize<ListedMember>(row, StoredJson.Options)!;

        Assert.Equal(Shown(whole), Shown(listed));
        Assert.True(listed.IsOf(whole.Id));
    }

    [Fact]
    public void What_its_record_lacks_is_shown_as_the_whole_record_shows_it()
    {
        const string Row =
            """{"id":"0f0e0d0c-0b0a-0908-0706-050403020100","addresses":{"login":{"typed":"a","canonical":"a","key":"k"}}}""";
        Assert.Equal(
            Shown(JsonSerializer.Deserialize<MemberRecord>(Row, StoredJson.Options)!),
            Shown(JsonSerializer.Deserialize<ListedMember>(Row, StoredJson.Options)!));
    }

    [Fact]
    public void It_is_known_as_far_as_the_whole_record_is()
    {
        var row = JsonNode.Parse(GoldenFiles.Read("member.json"))!;
        foreach (var schema in Enumerable.Range(0, new MemberRecord().KnownSchema() + 1))
        {
            row["schema"] = schema;
            row.Deserialize<ListedMember>(StoredJson.Options)!.EnsureKnown();
        }

        row["schema"] = new MemberRecord().KnownSchema() + 1;
        Assert.Throws<NewerSchemaException>(() => row.Deserialize<ListedMember>(StoredJson.Options)!.EnsureKnown());
    }

    private static string Shown(IShownMember member) => JsonSerializer.Serialize(MemberViews.Of(member), StoredJson.Options);
}
