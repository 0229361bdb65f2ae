using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.OAuthClients;
using Members.Grains.Settings;
using Members.Grains.Digest;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Grains.Throttling;

namespace Members.Tests.Unit.Storage;

/// <summary>What a newer version has added to a stored object survives the read and the write of this one.</summary>
public sealed class UnknownMembersTests
{
    public static TheoryData<string, Type> Records => new()
    {
        { "member.json", typeof(MemberRecord) },
        { "api-key.json", typeof(ApiKeyRecord) },
        { "login-attempts.json", typeof(AttemptRecord) },
        { "oauth-clients.json", typeof(OAuthClientsRecord) },
        { "site-settings.json", typeof(SiteSettingsRecord) },
        { "staff.json", typeof(StaffRecord) },
        { "digest.json", typeof(DigestRecord) },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void They_survive_in_every_object_of_a_record(string file, Type type)
    {
        var row = JsonNode.Parse(GoldenFiles.Read(file))!;
        var objects = Extend(row);

        var written = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(row, type, StoredJson.Options), type, StoredJson.Options)!;

        Assert.True(objects >= 1, file);
        Assert.Equal(Sorted(row).ToJsonString(), Sorted(written).ToJsonString());
    }

    [Fact]
    public void They_survive_a_change_of_the_record_and_of_its_slices()
    {
        var row = JsonNode.Parse(GoldenFiles.Read("member.json"))!;
        Extend(row);
        var read = row.Deserialize<MemberRecord>(StoredJson.Options)!;

        var changed = read with { Status = MemberStatus.Blocked, Credentials = read.Credentials.Replace(null), Sessions = [] };
        var written = JsonSerializer.SerializeToNode(changed, StoredJson.Options)!;

        Assert.Equal("red", (string?)written["colour"]!["name"]);
        Assert.Equal("red", (string?)written["credentials"]!["colour"]!["name"]);
        Assert.Equal("red", (string?)written["profile"]!["contact"]!["customFields"]![0]!["colour"]!["name"]);
    }

    [Fact]
    public void Every_stored_type_keeps_them()
    {
        var found = new HashSet<Type>();
        foreach (var record in Records)
        {
            Walk((Type)record[1], found);
        }

        Assert.True(found.Count >= 24, $"only {found.Count} types were found");
        Assert.Empty(found.Where(t => !Info(t).Properties.Any(p => p.IsExtensionData)).Select(t => t.FullName));
    }

    [Fact]
    public void They_are_not_shown_by_the_records_text()
    {
        var digest = JsonSerializer.Deserialize<LoginNote>("""{"secret":"4711"}""", StoredJson.Options)!;

        Assert.DoesNotContain("4711", digest.ToString(), StringComparison.Ordinal);
    }

    // Adds a member to each object, and says to how many.
    private static int Extend(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return array.Sum(Extend);
            case JsonObject value:
                // Texts by language have no members of their own.
                var inside = value.Where(p => p.Key is not ("label" or "help") && p is not { Key: "text", Value: JsonObject })
                    .Sum(p => Extend(p.Value));
                value["colour"] = new JsonObject { ["name"] = "red", ["shades"] = new JsonArray(1, 2) };
                return inside + 1;
            default:
                return 0;
        }
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Sorted(p.Value)))),
        JsonArray array => new JsonArray([.. array.Select(n => Sorted(n!))]),
        _ => node.DeepClone(),
    };

    private static void Walk(Type type, HashSet<Type> found)
    {
        var info = Info(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            Walk(info.ElementType!, found);
        }
        else if (info.Kind == JsonTypeInfoKind.Object && found.Add(type))
        {
            foreach (var property in info.Properties.Where(p => !p.IsExtensionData))
            {
                Walk(property.PropertyType, found);
            }
        }
    }

    private static JsonTypeInfo Info(Type type) => StoredJson.Options.GetTypeInfo(type);

    private sealed record LoginNote(string? Text) : Extensible;
}
