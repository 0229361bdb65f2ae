namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// Makes a refused history readable: leaves out every read without which it is still refused. What remains of them
/// contradicts itself, together with the writes, which must all stay: without one, others would be refused for nothing.
/// </summary>
internal static class Reduction
{
    private const long StepLimit = 20_000;

    /// <summary>The verdict of what is left. The whole history's own, when that can't be made smaller quickly.</summary>
    public static Verdict.NotLinearizable Of(IReadOnlyList<Operation> history, Func<Operation, bool> isReserved, Verdict.NotLinearizable verdict)
    {
        var left = history.ToList();
        foreach (var read in history.Where(o => o.IsRead).Reverse())
        {
            var without = left.FindAll(o => o != read);
            if (new Search(without, isReserved, StepLimit).Run() is Verdict.NotLinearizable still)
            {
                (left, verdict) = (without, still);
            }
        }

        return verdict;
    }
}
