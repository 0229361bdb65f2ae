using System.Text;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Bodies that one JSON reader understands otherwise than the next (ASVS 5.0, 1.5.3), or that try to be more than data.</summary>
[Collection(HostileCollection.Name)]
public sealed class JsonTests(AutomaticServer shared)
{
    private const string Block = $"{Auth}/block";
    private readonly MembersServer _server = shared.Server;

    // {0} is an attacker's choice that a check in front of Members has approved of, {1} is the victim.
    [Theory]
    [InlineData("""{"id":"{0}","id":"{1}"}""")]
    [InlineData("""{"id":"{0}","\u0069d":"{1}"}""")]
    [InlineData("""{"\u0069\u0064":"{0}","id":"{1}"}""")]
    [InlineData("""{"id":"{0}","email":null,"id":"{1}"}""")]
    [InlineData("""{"id":"{0}"}{"id":"{1}"}""")]
    [InlineData("""{"id":"{0}"},{"id":"{1}"}""")]
    [InlineData("""{"id":"{0}"/*","id":"{1}"/**/}""")]
    [InlineData("""{"id":["{0}","{1}"]}""")]
    [InlineData("""[{"id":"{0}"},{"id":"{1}"}]""")]
    public async Task What_names_two_members_blocks_none(string body)
    {
        var (other, victim) = (await _server.Register(), await _server.Register());
        body = body.Replace(
            "{0}", other.Id.ToString(), StringComparison.Ordinal).Replace("{1}", victim.Id.ToString(), StringComparison.Ordinal);
        (await _server.Operator.PostRaw(Block, body)).Broke(("body", "MALFORMED"));
        Assert.Equal(("ACTIVE", "ACTIVE"), (await _server.Status(other), await _server.Status(victim)));
    }

    [Theory]
    [InlineData("""{"id":"{0}","ID":"{1}"}""")]
    [InlineData("""{"id":"{0}","Id":"{1}"}""")]
    [InlineData("""{"id":"{0}","id ":"{1}"}""")]
    [InlineData("""{"id":"{0}","id\u0000":"{1}"}""")]
    [InlineData("""{"id":"{0}","\u0131d":"{1}"}""")]
    [InlineData("""{"id":"{0}","member":{"id":"{1}"}}""")]
    [InlineData("""{"id":"{0}","__proto__":{"id":"{1}"}}""")]
    [InlineData("""{"id":"{0}","constructor":{"prototype":{"id":"{1}"}}}""")]
    [InlineData("""{"id":"{0}","id[]":"{1}","id.value":"{1}"}""")]
    [InlineData("""{"$id":"1","$ref":"1","id":"{0}","$values":["{1}"]}""")]
    public async Task A_name_that_is_nearly_the_right_one_names_nobody(string body)
    {
        var (meant, victim) = (await _server.Register(), await _server.Register());
        body = body.Replace(
            "{0}", meant.Id.ToString(), StringComparison.Ordinal).Replace("{1}", victim.Id.ToString(), StringComparison.Ordinal);
        (await _server.Operator.PostRaw(Block, body)).Done();
        Assert.Equal(("BLOCKED", "ACTIVE"), (await _server.Status(meant), await _server.Status(victim)));
    }

    [Theory]
    [InlineData("""{"$type":"System.Diagnostics.Process, System.Diagnostics.Process","email":"{0}","password":"tin-wolf-harbour-41"}""")]
    [InlineData(
        """{"email":"{0}","password":"tin-wolf-harbour-41","contactInfo":""" +
        """{"$type":"System.IO.FileInfo, System.Runtime","fileName":"/etc/passwd"}}""")]
    [InlineData(
        """{"email":"{0}","password":"tin-wolf-harbour-41","__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}""")]
    [InlineData("""{"email":"{0}","password":"tin-wolf-harbour-41","unknown":1e999999999}""")]
    [InlineData("""{"email":"{0}","password":"tin-wolf-harbour-41","toString":null,"hasOwnProperty":"x"}""")]
    public async Task Types_prototypes_and_huge_numbers_that_nobody_asked_for_do_nothing(string body)
    {
        var email = NewEmail();
        var answer = await _server.Operator.PostRaw($"{Auth}/register", body.Replace("{0}", email, StringComparison.Ordinal));
        Assert.Equal(email, answer.Done().Member().Str("loginEmail"));
        Assert.DoesNotContain("isAdmin", await _server.Shown(answer.Json.Member().Id()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("0.00000000000000000000000000000000000000000000000000000000000000000000000000000000001e-400")]
    [InlineData("long")]
    public async Task A_huge_number_where_one_is_read_is_refused_or_kept_as_a_number(string number)
    {
        number = number == "long" ? new string('9', 50_000) : number;
        var fields = $$"""[{"name":"x","numValue":{{number}}}]""";
        var body = $$$"""{"email":"{{{NewEmail()}}}","password":"tin-wolf-harbour-41","contactInfo":{"customFields":{{{fields}}}}}""";
        var reply = await _server.Operator.PostRaw($"{Auth}/register", body);
        Assert.True(reply.Status is 200 or 400, reply.ToString());
        Assert.DoesNotContain("Infinity", reply.Text, StringComparison.Ordinal);
    }

    public static TheoryData<string> Encodings =>
        ["utf-16le", "utf-16be", "utf-16le with mark", "utf-16be with mark", "utf-32le", "utf-32be", "utf-7"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_body_in_another_encoding_than_it_says_is_refused(string encoding)
    {
        var email = NewEmail();
        var body = $$"""{"email":"{{email}}","password":"tin-wolf-harbour-41"}""";
        byte[] bytes = encoding switch
        {
            "utf-16le" => Encoding.Unicode.GetBytes(body),
            "utf-16be" => Encoding.BigEndianUnicode.GetBytes(body),
            "utf-16le with mark" => [0xff, 0xfe, .. Encoding.Unicode.GetBytes(body)],
            "utf-16be with mark" => [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(body)],
            "utf-32le" => Encoding.UTF32.GetBytes(body),
            "utf-32be" => [.. Encoding.UTF32.GetBytes(body).Chunk(4).SelectMany(c => c.Reverse())],
            _ => Encoding.ASCII.GetBytes(
                body.Replace("@", "+AEA-", StringComparison.Ordinal).Replace("\"", "+ACI-", StringComparison.Ordinal)),
        };
        (await _server.Operator.PostRaw($"{Auth}/register", bytes)).Broke(("body", "MALFORMED"));
        await _server.Register(email);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public async Task Nesting_up_to_the_limit_is_read_and_beyond_it_refused_where_nobody_looks_too(string open)
    {
        var close = open == "[" ? "]" : "}";
        foreach (var (depth, fine) in new[] { (22, true), (25, false), (2000, false) })
        {
            var deep = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
            var reply = await _server.Operator.PostRaw(Block, $$"""{"email":"{{NewEmail()}}","ignored":{{deep}}}""");
            reply.Is(fine ? Fault.MemberNotFound : Fault.Invalid);
        }
    }

    [Fact]
    public async Task Thousands_of_names_are_read_at_once()
    {
        var names = string.Join(',', Enumerable.Range(0, 6000).Select(i => $"\"n{i}\":1"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        (await _server.Operator.PostRaw(Block, $$"""{{{names}},"email":"{{NewEmail()}}"}""")).Is(Fault.MemberNotFound);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
