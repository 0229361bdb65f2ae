using System.Text.RegularExpressions;

namespace Members.Tests.Unit.Architecture;

/// <summary>The capabilities under src/Grains depend on each other in one direction.</summary>
public sealed partial class FolderGraphTests
{
    [Fact]
    public void Capabilities_form_no_circle()
    {
        var circle = FindCircle(Graph(SourceCode.Under("src/Grains")));

        Assert.True(circle is null, $"A circle of folders: {string.Join(" -> ", circle ?? [])}");
    }

    [Fact]
    public void The_graph_knows_the_capabilities()
    {
        var graph = Graph(SourceCode.Under("src/Grains"));

        Assert.True(graph.Count >= 20, $"only {graph.Count} folders were found");
        Assert.Contains("Sessions", graph["Accounts"]);
        Assert.Contains("Accounts", graph["Registration"]);
    }

    [Fact]
    public void A_circle_is_seen_and_what_hangs_on_it_is_not_part_of_it()
    {
        (string, string)[] files =
        [
            ("Root.cs", "using Members.Grains.A;"),
            ("Z/Z.cs", "using Members.Grains.A;"),
            ("A/A.cs", "using Members.Grains.A;\nusing Members.Grains.B;\nusing Members.Grains.D;"),
            ("B/B.cs", "using static Members.Grains.C.Rules;"),
            ("C/C.cs", "internal sealed class C(Members.Grains.A.Store store);"),
            ("D/D.cs", "using Members.Emails;"),
        ];

        Assert.Equal(["A", "B", "C", "A"], FindCircle(Graph(files)));
        Assert.Null(FindCircle(Graph(files[..4])));
    }

    // Of each folder, which others its files name. What lies in no folder puts the capabilities together and is none.
    private static SortedDictionary<string, SortedSet<string>> Graph(IEnumerable<(string Path, string Code)> files)
    {
        var graph = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (path, code) in files.Where(f => f.Path.Contains('/', StringComparison.Ordinal)))
        {
            var folder = path[..path.IndexOf('/', StringComparison.Ordinal)];
            graph.TryAdd(folder, new(StringComparer.Ordinal));
            graph[folder].UnionWith(Named().Matches(code).Select(m => m.Groups["folder"].Value).Where(f => f != folder));
        }

        return graph;
    }

    /// <summary>The folders of a circle, the first of them again at the end; null when there is none.</summary>
    private static List<string>? FindCircle(SortedDictionary<string, SortedSet<string>> graph)
    {
        var (done, way) = (new HashSet<string>(), new List<string>());
        return graph.Keys.Select(Walk).FirstOrDefault(c => c is not null);

        List<string>? Walk(string folder)
        {
            if (way.IndexOf(folder) is >= 0 and var start)
            {
                return [.. way[start..], folder];
            }

            if (!graph.TryGetValue(folder, out var next) || !done.Add(folder))
            {
                return null;
            }

            way.Add(folder);
            var circle = next.Select(Walk).FirstOrDefault(c => c is not null);
            way.RemoveAt(way.Count - 1);
            return circle;
        }
    }

    [GeneratedRegex(@"\bMembers\.Grains\.(?<folder>[A-Z]\w*)\b(?=\s*[.;])", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
