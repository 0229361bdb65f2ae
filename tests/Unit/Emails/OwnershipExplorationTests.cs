using Members.Tests.Unit.Emails.Exploration;
using Xunit.Abstractions;

namespace Members.Tests.Unit.Emails;

public sealed class OwnershipExplorationTests(ITestOutputHelper output)
{
    [Fact]
    public void T()
    {
        var p = System.Diagnostics.Process.GetCurrentProcess();
        foreach (var s in Scenarios.All)
        {
            var watch = p.TotalProcessorTime;
            var report = new Explorer(s, PlantedFault.None).Explore();
            p.Refresh();
            output.WriteLine($"{report} {(p.TotalProcessorTime - watch).TotalMilliseconds} ms");
            report.Violations.Take(1).ToList().ForEach(output.WriteLine);
        }
    }
}
