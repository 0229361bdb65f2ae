using System.Text.RegularExpressions;

namespace Members.Tests.Http.Telemetry;

/// <summary>What a process shows to Prometheus (text format 0.0.4).</summary>
/// <param name="Labels">The labels of each name, as far as they were seen.</param>
/// <param name="Pairs">Every label with a value, as <c>label="value"</c>.</param>
internal sealed partial record Exposition(IReadOnlyDictionary<string, HashSet<string>> Labels, IReadOnlySet<string> Pairs)
{
    /// <summary>Reads it.</summary>
    public static Exposition Parse(string text)
    {
        var (labels, pairs) = (new Dictionary<string, HashSet<string>>(), new HashSet<string>());
        foreach (Match series in Series().Matches(text))
        {
            var name = series.Groups["name"].Value;
            labels.TryAdd(name, []);
            foreach (Match label in Label().Matches(series.Groups["labels"].Value))
            {
                labels[name].Add(label.Groups["name"].Value);
                pairs.Add(label.Value);
            }
        }

        return new Exposition(labels, pairs);
    }

    [GeneratedRegex(@"^(?<name>[a-z_]+)(\{(?<labels>.*?)\})? [-0-9.e+]+", RegexOptions.Multiline)]
    private static partial Regex Series();

    [GeneratedRegex(@"(?<name>[a-z_]+)=""[^""]*""")]
    private static partial Regex Label();
}
