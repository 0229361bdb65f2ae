using System.Globalization;
using System.Text.RegularExpressions;

namespace Members.Tests.Unit.Documentation;

/// <summary>What the documents on security say is shown by tests is: they cannot rot unseen.</summary>
public sealed partial class AsvsTests
{
    private const string Asvs = "docs/security/asvs.md", Pending = "PENDING:";
    private static readonly string[] Documents = [Asvs, "docs/security.md", "docs/security/attacks.md"];
    private static readonly HashSet<string> Tests = Sources.Tests();

    [GeneratedRegex(@"^\d+\.\d+\.\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"`(?<name>\w+Tests\.\w+)`", RegexOptions.CultureInvariant)]
    private static partial Regex TestName();

    // A bar inside a cell is escaped.
    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.CultureInvariant)]
    private static partial Regex Bar();

    [Fact]
    public void Every_test_that_a_document_names_is_there()
    {
        Assert.True(Tests.Count > 500);
        foreach (var document in Documents)
        {
            var named = Sources.Lines(document)
                .SelectMany(l => TestName().Matches(l))
                .Select(m => m.Groups["name"].Value)
                .Distinct()
                .ToArray();
            Assert.NotEmpty(named);
            Assert.Empty(named.Where(n => !Tests.Contains(n)).Select(n => $"{document} names {n}, which is no test."));
        }
    }

    [Fact]
    public void Every_requirement_is_there_once_with_its_level_and_what_shows_it()
    {
        var rows = Rows();
        Assert.Equal(257, rows.Count);
        Assert.Empty(rows.GroupBy(r => r.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Equal((64, 130, 63), (rows.Count(r => r.Level == "1"), rows.Count(r => r.Level == "2"), rows.Count(r => r.Level == "3")));
        Assert.All(rows, r => Assert.True(r.What.Length > 0 && r.Kind != Kind.Unknown, $"{r.Id} is shown by nothing: {r.Evidence}"));
        Assert.Equal(rows.Select(r => r.Id).OrderBy(Order), rows.Select(r => r.Id));
    }

    [Fact]
    public void The_counts_at_the_top_are_right()
    {
        var rows = Rows();
        foreach (var (kind, label) in new[]
        {
            (Kind.Test, "met, shown by a test"), (Kind.Said, "met, shown by a command or said without a test"), (Kind.Pending, "pending"),
            (Kind.NotApplicable, "not applicable"), (Kind.NotMet, "not met"),
        })
        {
            var line = Assert.Single(Sources.Lines(Asvs), l => l.StartsWith($"| {label} |", StringComparison.Ordinal));
            Assert.Equal($"{label}: {rows.Count(r => r.Kind == kind)}", $"{label}: {Cells(line)[1]}");
        }
    }

    // Once the count of pending rows at the top is zero, none may come in again, in any of the documents.
    [Fact]
    public void Nothing_is_pending_when_the_page_says_so()
    {
        var line = Assert.Single(Sources.Lines(Asvs), l => l.StartsWith("| pending |", StringComparison.Ordinal));
        if (Cells(line)[1] == "0")
        {
            Assert.DoesNotContain(Documents.SelectMany(Sources.Lines), l => l.Contains($"`{Pending}", StringComparison.Ordinal));
        }
    }

    private static List<Row> Rows() =>
    [
        .. Sources.Lines(Asvs)
            .Select(Cells)
            .Where(c => c.Length == 4 && Id().IsMatch(c[0]))
            .Select(c => new Row(c[0], c[1], c[2], c[3])),
    ];

    private static string[] Cells(string line) => line.StartsWith('|') ? [.. Bar().Split(line)[1..^1].Select(c => c.Trim())] : [];

    private static int Order(string id) =>
        id.Split('.').Aggregate(0, (sum, part) => (sum * 100) + int.Parse(part, CultureInfo.InvariantCulture));

    private enum Kind
    {
        Unknown,
        Test,
        Said,
        Pending,
        NotApplicable,
        NotMet,
    }

    private sealed record Row(string Id, string Level, string What, string Evidence)
    {
        public Kind Kind =>
            Evidence.Contains($"`{Pending}", StringComparison.Ordinal) ? Kind.Pending
            : Evidence.StartsWith("command: `", StringComparison.Ordinal) || Reasoned("no test: ") ? Kind.Said
            : Reasoned("not applicable: ") ? Kind.NotApplicable
            : Reasoned("not met: ") ? Kind.NotMet
            : NamesTestsAlone() ? Kind.Test
            : Kind.Unknown;

        private bool NamesTestsAlone() =>
            TestName().IsMatch(Evidence) && TestName().Replace(Evidence, "").Replace("<br>", "", StringComparison.Ordinal).Length == 0;

        private bool Reasoned(string word) => Evidence.StartsWith(word, StringComparison.Ordinal) && Evidence.Length > word.Length + 10;
    }
}
