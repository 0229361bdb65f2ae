namespace Members.Tests.Cluster.Linearizability;

/// <summary>Several universes at once, with a fault in the middle.</summary>
internal static class UniverseRound
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "histories");

    /// <summary>Loads the universes while the fault happens, settles and judges them, and writes down each that is not strictly right.</summary>
    /// <param name="universes">The universes, which are disposed of afterwards.</param>
    /// <param name="fault">Breaks something and mends it, at a time of its choice: the histories say how far the load is.</param>
    /// <param name="reservation">How long, after that, unfinished work may keep an address.</param>
    /// <param name="print">Takes what a person should read.</param>
    public static async Task<IReadOnlyList<Judgement>> Run(
        IReadOnlyList<Universe> universes, Func<Task> fault, TimeSpan reservation, Action<string> print)
    {
        try
        {
            await Task.WhenAll(universes.Select(u => u.Load()).Append(fault()));
            var stuck = await Task.WhenAll(universes.Select(u => u.Settle(reservation)));
            var judgements = Checker.JudgeAll(universes.Select(u => u.History.Operations));
            foreach (var (universe, judgement) in universes.Zip(judgements).Where(pair => !pair.Second.IsStrict))
            {
                print(WriteDown(universe, judgement));
            }

            var reserved = universes.Zip(stuck).SelectMany(pair => pair.Second.Select(address => $"{pair.First.Name}-a{address}")).ToList();
            Assert.True(reserved.Count == 0, $"Nobody has, and nobody gets: {string.Join(", ", reserved)}");
            return judgements;
        }
        finally
        {
            foreach (var universe in universes)
            {
                universe.Dispose();
            }
        }
    }

    private static string WriteDown(Universe universe, Judgement judgement)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, $"{universe.Name}.jsonl");
        HistoryFile.Save(file, judgement.History);
        return judgement.IsLenientOnly ? $"Lenient only: {file}" : $"{judgement.Explanation}\n{file}";
    }
}
