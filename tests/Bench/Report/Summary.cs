using Spectre.Console;

namespace Members.Tests.Bench.Report;

/// <summary>The table at the end.</summary>
internal static class Summary
{
    private const string Settings =
        "Everything runs with its defaults, except: the same cost of bcrypt everywhere; Members trusts 127.0.0.1 as a proxy "
        + "(Members:TrustedProxies), for the storm from many networks; better-auth has no rate limit (rateLimit.enabled), "
        + "since all requests come from one address.";

    /// <summary>Prints the table.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyList<(string Experiment, Outcome Outcome)> outcomes)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        foreach (var name in (string[])["", "what", "limit", "Identity", "better-auth", "Members", "ratio", "goal", ""])
        {
            table.AddColumn(name);
        }

        foreach (var (experiment, outcome) in outcomes)
        {
            foreach (var row in outcome.Rows)
            {
                string[] cells =
                [
                    experiment, row.What, Words.Of(row.Limit), Words.Of(row.Identity), Words.Of(row.BetterAuth), Words.Of(row.Members),
                    Words.Of(row.Ratio), row.Goal?.ToString() ?? "",
                ];
                table.AddRow([.. cells.Select(c => new Text(c)), new Text(row.Verdict, StyleOf(row.Verdict))]);
            }
        }

        console.Write(table);
        console.WriteLine("Medians (least – most). A star: other processes used more than 10 % of the machine meanwhile.");
        console.WriteLine(Settings);
        Explain(console, "Limits", outcomes, row => row.LimitIs);
        Explain(console, "Notes", outcomes, row => row.Note);
    }

    private static Style StyleOf(string verdict) => verdict switch
    {
        "met" => new Style(Color.Green),
        "not met" => new Style(Color.Red),
        _ => new Style(Color.Grey),
    };

    private static void Explain(
        IAnsiConsole console, string title, IReadOnlyList<(string Experiment, Outcome Outcome)> outcomes, Func<Row, string> of)
    {
        var lines = outcomes.SelectMany(o => o.Outcome.Rows.Select(r => (o.Experiment, Text: of(r))))
            .Where(l => l.Text.Length > 0).Distinct().ToList();
        if (lines.Count == 0)
        {
            return;
        }

        console.WriteLine($"{title}:");
        foreach (var (experiment, text) in lines)
        {
            console.WriteLine($"  {experiment}: {text}");
        }
    }
}
