using System.Text.Json;
using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Telemetry;

/// <summary>
/// The dashboard and the alerts of <c>deploy</c> ask for what a running server shows, and for nothing else: a panel whose metric has
/// another name stays empty, and an alert stays silent.
/// </summary>
public sealed partial class BoardTests(MeasuredServer shared) : IClassFixture<MeasuredServer>
{
    // Of Prometheus itself.
    private static readonly string[] OfPrometheus = ["up"], LabelsOfPrometheus = ["job", "instance", "le"];

    [Fact]
    public async Task Every_metric_label_and_word_that_they_ask_for_is_one_that_a_server_shows()
    {
        await Exercise(shared.Server);
        var shown = await shared.Scrape();

        var expressions = Board().Concat(Rules().Select(r => r.Expression)).ToList();
        Assert.InRange(expressions.Count, 40, 500);
        Assert.All(expressions, expression =>
        {
            var selectors = Selector().Matches(expression);
            Assert.NotEmpty(selectors);
            Assert.All(selectors, s => Check(s.Groups["name"].Value, s.Groups["matchers"].Value, expression, shown));
        });
    }

    [Fact]
    public void Every_alert_has_a_case_that_calls_it_and_a_line_that_says_what_to_do()
    {
        var (cases, manual) = (File.ReadAllText(Prometheus("rules.test.yml")), File.ReadAllText(InDocs("operating.md")));

        var alerts = Rules().Select(r => r.Alert).ToList();
        Assert.Equal(alerts, AlertLine().Matches(manual).Select(m => m.Groups["name"].Value));
        Assert.All(alerts, alert =>
            Assert.Matches($@"alertname: {alert}\n\s+exp_alerts:", cases));
    }

    // A label in a matcher or behind "by" belongs to the metric; a word in a matcher is one that some metric has.
    private static void Check(string name, string matchers, string expression, Exposition shown)
    {
        if (OfPrometheus.Contains(name))
        {
            return;
        }

        Assert.True(shown.Labels.TryGetValue(name, out var labels), $"{name} is not shown. {expression}");
        var grouped = Grouping().Matches(expression).SelectMany(g => g.Groups["labels"].Value.Split(", "));
        var matched = Matcher().Matches(matchers).Select(m => m.Groups["label"].Value);
        Assert.All(grouped.Concat(matched).Except(LabelsOfPrometheus), label =>
            Assert.True(labels.Contains(label), $"{name} has no label {label}. {expression}"));
        Assert.All(Matcher().Matches(matchers).Where(m => m.Groups["operator"].Value == "=" && m.Groups["label"].Value != "job"), m =>
            Assert.True(shown.Pairs.Contains(m.Value), $"Nothing has {m.Value}. {expression}"));
    }

    private static async Task Exercise(MembersServer server)
    {
        var person = await server.Register();
        await server.Login(person);
        await server.Login(person.Email, "not-the-password-77");
        await (await server.Member(person)).Get($"{Auth}/me");
    }

    private static IEnumerable<string> Board()
    {
        using var board = JsonDocument.Parse(File.ReadAllText(InDeploy("grafana", "dashboards", "members.json")));
        return
        [
            .. from panel in board.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.Str("expr"),
        ];
    }

    // A rule is a few lines that begin with its name; each expression ends where the next key begins.
    private static IEnumerable<(string Alert, string Expression)> Rules() => Rule().Matches(File.ReadAllText(Prometheus("rules.yml")))
        .Select(m => (m.Groups["name"].Value, m.Groups["expression"].Value));

    private static string Prometheus(string file) => InDeploy("prometheus", file);

    private static string InDeploy(params string[] path) => Path.Combine([Repository.Root, "deploy", .. path]);

    private static string InDocs(string file) => Path.Combine(Repository.Root, "docs", file);

    [GeneratedRegex(@"(?<name>[a-z_]+)\{(?<matchers>[^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"(?<label>[a-z_]+)(?<operator>!=|=~|=)""[^""]*""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"by \((?<labels>[a-z_, ]+)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"- alert: (?<name>\w+)\n\s+expr:(?<expression>.*?)\n\s+(for|labels):", RegexOptions.Singleline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\| `(?<name>Members\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex AlertLine();
}
