namespace Members.Tests.Unit.Admission.Model;

/// <summary>Makes a history that fails as short as it can be, by leaving out whatever it fails without.</summary>
internal static class Shrinking
{
    /// <summary>What a person needs who looks into a failure: the shortest history, and the seed of the one that was drawn.</summary>
    public static string Report(ulong seed)
    {
        var drawn = History.Of(seed);
        var least = Least(drawn, h => Comparison.Difference(h) is not null);
        return $"""
            Rules and specification differ at {Comparison.Difference(least)}
            {least}
            Drawn from the seed {seed}, which differs at {Comparison.Difference(drawn)}
            {drawn}
            """;
    }

    /// <summary>A history that fails, of which nothing can be left out.</summary>
    public static History Least(History failing, Func<History, bool> fails)
    {
        while (Simpler(failing).FirstOrDefault(fails) is { } simpler)
        {
            failing = simpler;
        }

        return failing;
    }

    // Without a step: what comes after it comes sooner, or at its time all the same.
    private static IEnumerable<History> Simpler(History history)
    {
        var steps = history.Steps;
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            var others = steps.RemoveAt(i);
            yield return history with { Steps = others };
            if (i < others.Length && steps[i].After > 0)
            {
                yield return history with { Steps = others.SetItem(i, others[i] with { After = others[i].After + steps[i].After }) };
            }
        }

        for (var i = 0; i < steps.Length; i++)
        {
            foreach (var plainer in Plainer(steps[i]))
            {
                yield return history with { Steps = steps.SetItem(i, plainer) };
            }
        }
    }

    private static IEnumerable<Step> Plainer(Step step) => new[]
    {
        step with { After = 0 }, step with { After = Math.Max(0, step.After - 1) }, step with { Reason = null },
        step with { TellMember = false }, step with { Lasts = null }, step with { Seen = null }, step with { Named = Named.Newest },
        step with { By = Person.Ann },
    }.Where(s => s != step);
}
