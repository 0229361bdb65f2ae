using System.Diagnostics;
using System.Globalization;
using System.Text;
using Members.Grains;
using Members.Grains.Passwords;
using Members.Grains.Passwords.Foreign;
using Members.Tests.Http.Hosting;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Timing;

/// <summary>
/// Whether the time of an answer tells who is a member (ASVS 5.0, 6.3.8): some hundred tries of each kind, in one run and in
/// random order, against a server whose grains are cold and again when they are warm. Alone, because it measures.
/// </summary>
[Trait("Category", "Measured")]
[CollectionDefinition(nameof(EnumerationTimingTests), DisableParallelization = true), Collection(nameof(EnumerationTimingTests))]
public sealed class EnumerationTimingTests(ITestOutputHelper output)
{
    private const int Tries = 300, TriesOfImported = 60, AtOnce = 24;

    // A quick one, which is wrapped, and one that costs several times as much as ours. Nobody has their passwords.
    private const string Quick = "$P$Babcdefgh/2S7Uu8CRNzbUQYdSNd1/0";
    private const string Dear = "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private static readonly (string, string)[] Settings =
    [
        ("Members:SignupApproval", "Manual"),
        ("Members:UniformAnswerAfter", "00:00:00.06"),
        ("Members:SetPasswordMailsPerHourOfSite", "1000000"),
    ];

    [Fact]
    public async Task Nothing_tells_a_member_from_a_stranger()
    {
        var (data, all) = await Populate();
        var kinds = all.Where(k => !IsImported(k.Kind)).ToList();
        await using var server = await MembersServer.Start(Settings, data);
        var report = new StringBuilder(
            "Does an answer's time tell who is a member? Ratio and p (Mann-Whitney) against the unknown of the same group.\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{"request",-34} {"n",5} {"median",8} {"5 %",8} {"95 %",8} {"ratio",8} {"p",8}");
        List<IReadOnlyList<Sample>> groups =
        [
            await Measure(server, kinds, "login, {0}, cold", "login", e => new { email = e, password = "not-the-password-77" }, 401),
            await Measure(server, kinds, "login, {0}, warm", "login", e => new { email = e, password = "not-the-password-77" }, 401),
            await Measure(server, all, "set-password mail, {0}", "send-set-password-email", e => new { email = e }, 200),
        ];

        // Last, since from now on every failed check takes as long as the dearest that was seen: these, which are not measured.
        await Measure(server, [all[^1]], "", "login", e => new { email = e, password = "not-the-password-78" }, 401);
        groups.Add(await Measure(
            server, WithImported(all), "login, {0}, imports", "login", e => new { email = e, password = "not-the-password-77" }, 401));
        groups.ForEach(g => Print(report, g));
        output.WriteLine(report.ToString());
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "runs")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "timing.txt"), report.ToString());

        Assert.All(groups[..^1], g => Assert.All(g, s => Assert.InRange(s.Median / g[0].Median, 0.95, 1.05)));

        // These are fewer, and the least time still grows while they are measured.
        Assert.All(groups[^1], s => Assert.InRange(s.Median / groups[^1][0].Median, 0.85, 1.15));
        Assert.InRange(groups[1][0].Median / groups[0][0].Median, 0.95, 1.05);
    }

    private static bool IsImported(string kind) => kind.StartsWith("imported", StringComparison.Ordinal);

    private static List<(string Kind, string[] Emails)> WithImported(IEnumerable<(string Kind, string[] Emails)> all) =>
        [.. all.Where(k => k.Kind is "unknown" or "active" || IsImported(k.Kind)).Select(k => (k.Kind, k.Emails[..TriesOfImported]))];

    private static void Print(StringBuilder report, IReadOnlyList<Sample> samples)
    {
        foreach (var sample in samples)
        {
            report.AppendLine(sample.Row(samples[0]));
        }
    }

    // Every kind has as many addresses as tries: so each is cold once.
    private static async Task<(string Data, IReadOnlyList<(string Kind, string[] Emails)> Kinds)> Populate()
    {
        await using var server = await MembersServer.Start(Settings);
        var known = await Many(server, p => Approve(server, p));
        var blocked = await Many(server, p => server.Block(p));
        var pending = await Many(server, _ => Task.CompletedTask);
        var rejected = await Many(server, p => Reject(server, p));
        var without = await Many(server, p => Approve(server, p));
        var invited = await Invite(server);
        var quick = await Many(server, p => Approve(server, p), TriesOfImported);
        var dear = await Many(server, p => Approve(server, p), TriesOfImported);
        await server.DisposeAsync();
        await Change(server.DataDirectory, without, "json_remove(Payload, '$.credentials.password')");
        var schemes = new PasswordSchemes(new PepperRing([], null), new MembersOptions().BcryptCost);
        var foreign = ForeignHashes.Parse(Dear).Hash!;
        await Change(server.DataDirectory, quick, WithPassword(schemes.Wrap(ForeignHashes.Parse(Quick).Hash!)));
        var kept = new PasswordDigest(foreign.Setting.Scheme, PepperRing.FixedId, foreign.Text);
        await Change(server.DataDirectory, dear, WithPassword(kept));
        var unknown = Enumerable.Range(0, Tries).Select(_ => NewEmail()).ToArray();
        return (server.DataDirectory, [
            ("unknown", unknown), ("active", known), ("blocked", blocked), ("pending", pending), ("rejected", rejected),
            ("invited", invited), ("without password", without), ("imported, quick", quick), ("imported, dear", dear)]);
    }

    // Of these there is no member yet.
    private static async Task<string[]> Invite(MembersServer server)
    {
        var emails = Enumerable.Range(0, Tries).Select(_ => NewEmail()).ToArray();
        await Parallel.ForEachAsync(emails, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (email, _) =>
            (await server.Operator.Post("/v1/invitations", new { email })).Done());
        return emails;
    }

    private static async Task<string[]> Many(MembersServer server, Func<Person, Task> then, int count = Tries)
    {
        var emails = new string[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var person = await server.Register();
            await then(person);
            emails[i] = person.Email;
        });
        return emails;
    }

    private static async Task Approve(MembersServer server, Person person) =>
        (await server.Operator.Post($"{Auth}/approve", new { id = person.Id })).Done();

    private static async Task Reject(MembersServer server, Person person) =>
        (await server.Operator.Post($"/v1/applications/{person.Id}/reject", new { reason = "No." })).Done();

    private static string WithPassword(PasswordDigest digest) =>
        $"json_set(Payload, '$.schema', 6, '$.credentials.password', json_object('scheme', '{digest.Scheme}', 'key', '{digest.Key}', "
        + $"'hash', '{digest.Hash}'))";

    private static async Task Change(string data, IEnumerable<string> emails, string payload)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "members.db")};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var email in emails)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE GrainRecord SET Payload = CAST({payload} AS BLOB) WHERE " +
                "StateName = 'member' AND json_extract(Payload, '$.addresses.login.typed') = $email";
            command.Parameters.AddWithValue("$email", email);
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        await transaction.CommitAsync();
    }

    private static async Task<IReadOnlyList<Sample>> Measure(
        MembersServer server, IReadOnlyList<(string Kind, string[] Emails)> kinds, string name, string function,
        Func<string, object> body, int status)
    {
        var samples = kinds.Select(k => new Sample(string.Format(CultureInfo.InvariantCulture, name, k.Kind))).ToList();
        var tries = kinds.SelectMany((k, i) => k.Emails.Select(e => (Email: e, Sample: samples[i]))).ToArray();
        new Random(4711).Shuffle(tries);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(server.Url) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", MembersServer.BootstrapKey);
        await Parallel.ForEachAsync(tries, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (t, cancellation) =>
        {
            using var content = Api.JsonOf(body(t.Email));
            var began = Stopwatch.GetTimestamp();
            using var response = await http.PostAsync(new Uri($"{Auth}/{function}", UriKind.Relative), content, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            t.Sample.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            Assert.True(status == (int)response.StatusCode, text);
        });
        return samples;
    }
}
