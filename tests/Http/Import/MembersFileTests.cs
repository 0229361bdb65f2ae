using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Members.Gateway.Import;
using Members.Gateway.Import.Sources;
using Members.Gateway.Json;
using Members.Import;
using Members.Tests.Http.Import.Sources;

namespace Members.Tests.Http.Import;

public sealed class MembersFileTests
{
    private static readonly JsonSerializerOptions Everything = new() { Converters = { new Instants(), new Hashes() } };

    [Fact]
    public void Ten_thousand_random_members_come_back_as_they_were() => RandomMembers.Any.Sample(
        member =>
        {
            var line = Sample.Line(member);
            var row = MemberLines.Read(Encoding.UTF8.GetBytes(line), 1);
            return !line.Contains('\n', StringComparison.Ordinal) && row.Problems.IsEmpty && All(member) == All(row.Member!);
        },
        iter: 10_000);

    [Fact]
    public async Task A_file_is_read_as_it_was_written_and_any_change_to_it_is_known()
    {
        var members = RandomMembers.Any.Array[20].Single();
        var file = await WrittenAsync(members);

        var rows = await Sample.ReadAsync("members", Sample.Options, SourceFile.Of("members.jsonl", file));

        Assert.Equal(members.Select(All), rows.Select(r => All(r.Member!)));
        var source = Assert.Single(await SourceRecognition.OfAsync(SourceFile.Of("x", file), Sample.Options), s => s.Points == 100);
        Assert.Equal("members", source.Source.Name);

        var text = Encoding.UTF8.GetString(file);
        Assert.Equal("CUT_SHORT", await CheckAsync(text[..(text.LastIndexOf('\n', text.Length - 2) + 1)]));
        Assert.Equal("CHANGED", await CheckAsync(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        Assert.Equal("CHANGED", await CheckAsync(text.Replace("\"emailVerified\":t", "\"emailVerified\": t", StringComparison.Ordinal)));
        Assert.Equal("CHANGED", await CheckAsync(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal("DATA_AFTER_END", await CheckAsync(text + text));
    }

    [Fact]
    public async Task Passwords_of_an_export_may_be_left_behind()
    {
        var member = RandomMembers.Any.Where(m => m.Password is not null).Single();
        var file = SourceFile.Of("members.jsonl", await WrittenAsync([member]));

        var left = Assert.Single(await Sample.ReadAsync("members", Sample.Options with { Passwords = false }, file));

        Assert.Equal(All(member with { Password = null }), All(left.Member!));
    }

    [Fact]
    public async Task A_file_without_members_is_whole() => Assert.Equal(
        [], await Sample.ReadAsync("members", Sample.Options, SourceFile.Of("members.jsonl", await WrittenAsync([]))));

    [Theory]
    [InlineData("\"status\":\"ACTIVE\",\"shoe\":42,\"hat\":1", "1 \"email\"", "[Note  UNKNOWN_FIELDS]")]
    [InlineData("\"status\":\"LOST\"", "1 -", "[Refused status UNKNOWN_VALUE]")]
    [InlineData("\"emailVerified\":true", "1 -", "[Refused status UNKNOWN_VALUE]")]
    [InlineData("\"status\":\"ACTIVE\",\"createdAt\":\"yesterday\"", "1 -", "[Refused createdAt INVALID_VALUE]")]
    [InlineData("\"status\":\"ACTIVE\",\"contact\":{\"labels\":[1]}", "1 -", "[Refused contact.labels[0] INVALID_VALUE]")]
    [InlineData("\"status\":\"ACTIVE\",\"contact\":{\"labels\":[null]}", "1 -", "[Refused contact.labels REQUIRED]")]
    [InlineData("\"status\":\"ACTIVE\",\"consents\":[{\"key\":\"terms\",\"version\":\"1\"}]", "1 -", "[Refused consents.at REQUIRED]")]
    [InlineData("\"status\":\"ACTIVE\",\"email\":\"other\"", "1 -", "[Refused email INVALID_VALUE]")]
    public void A_line_of_others(string members, string start, string problems)
    {
        var line = $"{{\"schema\":\"members/1\",\"email\":\"ann@example.com\",{members}}}";

        var shown = Sample.Shown(MemberLines.Read(Encoding.UTF8.GetBytes(line), 1));

        Assert.StartsWith(start, shown, StringComparison.Ordinal);
        Assert.EndsWith(problems, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01T10:00:00.1234567+02:00", "2026-03-01T08:00:00.1234567Z", "2026-03-01T08:00:00.123Z")]
    [InlineData("2026-03-01T10:00:00", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z")]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00.000Z")]
    public void Times_are_read_as_in_the_API_and_written_to_the_last_digit(string text, string line, string answer)
    {
        var (own, api) = (new JsonSerializerOptions(), new JsonSerializerOptions());
        own.Converters.Add(new InstantConverter());
        api.Converters.Add(new UtcTimeConverter());
        foreach (var read in new[] { own, api })
        {
            var time = JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", read);
            Assert.Equal(TimeSpan.Zero, time.Offset);
            Assert.Equal(($"\"{line}\"", $"\"{answer}\""), (JsonSerializer.Serialize(time, own), JsonSerializer.Serialize(time, api)));
        }
    }

    [Fact]
    public void A_line_of_another_schema_or_without_an_address_is_refused() => Assert.Equal(
        "1 - [Refused schema UNKNOWN_SCHEMA] [Refused email INVALID_EMAIL]", Sample.Shown(MemberLines.Read("{}"u8, 1)));

    [Fact]
    public async Task A_table_defuses_cells_and_imports_again()
    {
        var member = (await Sample.ReadAsync("csv", Sample.Options, Sample.Text(
            "email,firstName,phones,labels,status,createdAt,lastLoginAt,verified,custom.Plot,blockedUntil\n"
            + "Ann@Example.com,=1+1,+49 30 5550100;+49 40 1,Club;@all,BLOCKED,2026-03-01T10:00:00.1234567Z,2026-04-01,true,-7,2027-01-01")))
            .Single().Member!;
        using var stream = new MemoryStream();
        await using (var table = await MembersTableWriter.CreateAsync(stream, ["Plot"]))
        {
            await table.WriteAsync(member);
        }

        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("\"'=1+1\"", text, StringComparison.Ordinal);
        Assert.Contains("\"'+49 30 5550100;'+49 40 1\"", text, StringComparison.Ordinal);
        Assert.Contains(",Club;'@all,", text, StringComparison.Ordinal);
        Assert.EndsWith(",\"'-7\"\r\n", text, StringComparison.Ordinal);
        var again = (await Sample.ReadAsync("csv", Sample.Options, SourceFile.Of("members.csv", stream.ToArray()))).Single();
        Assert.Empty(again.Problems);
        Assert.Equal(All(member), All(again.Member!));
    }

    private static async Task<byte[]> WrittenAsync(IEnumerable<PortableMember> members)
    {
        using var stream = new MemoryStream();
        using var writer = new MembersFileWriter(stream);
        foreach (var member in members)
        {
            await writer.WriteAsync(member);
        }

        await writer.CompleteAsync();
        return stream.ToArray();
    }

    private static async Task<string> CheckAsync(string text) => (await Assert.ThrowsAsync<FileProblemException>(
        () => Sample.ReadAsync("members", Sample.Options, Sample.Text(text)))).Code;

    // By another way than that of the file: every property by reflection.
    private static string All(PortableMember member) => JsonSerializer.Serialize(member, Everything);

    private sealed class Instants : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.UtcTicks);
    }

    private sealed class Hashes : JsonConverter<PortableHash>
    {
        public override PortableHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, PortableHash value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Reveal());
    }
}
