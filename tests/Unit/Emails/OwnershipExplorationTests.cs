using Members.Tests.Unit.Emails.Exploration;
using Xunit.Abstractions;

namespace Members.Tests.Unit.Emails;

public sealed class OwnershipExplorationTests(ITestOutputHelper output)
{
    [Fact]
    public void T()
    {
        foreach (var s in Scenarios.All)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var report = new Explorer(s, PlantedFault.None).Explore();
            output.WriteLine($"{report} {watch.ElapsedMilliseconds} ms");
            report.Violations.Take(1).ToList().ForEach(output.WriteLine);
        }
    }
}
