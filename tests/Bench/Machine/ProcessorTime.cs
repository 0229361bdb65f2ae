using System.Globalization;

namespace Members.Tests.Bench.Machine;

/// <summary>The processor time that this machine and the bench have used so far, in ticks of the kernel (proc(5)).</summary>
/// <param name="Busy">Of all processes.</param>
/// <param name="All">Of all processes and of idleness.</param>
/// <param name="Ours">Of the bench and of what it has started.</param>
internal readonly record struct ProcessorTime(double Busy, double All, double Ours)
{
    // Of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal. What comes after that is part of user and nice.
    private const int Idle = 3, Waiting = 4, Counted = 8;

    // Of /proc/<pid>/stat after the name: the parent, and from here four times: user, system, and those of ended children.
    private const int Parent = 1, FirstTime = 11, Times = 4;

    /// <summary>Processes that the bench has started and that are not its children, such as PostgreSQL's server.</summary>
    public static HashSet<int> Roots { get; } = [Environment.ProcessId];

    /// <summary>Reads it.</summary>
    public static ProcessorTime Read()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Counted)
            .Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        var all = fields.Sum();
        return new ProcessorTime(all - fields[Idle] - fields[Waiting], all, OurTime());
    }

    /// <summary>The share of the machine that other processes used from an earlier moment to this one.</summary>
    public double OthersSince(ProcessorTime earlier) =>
        All <= earlier.All ? 0 : Math.Max(0, Busy - earlier.Busy - (Ours - earlier.Ours)) / (All - earlier.All);

    private static double OurTime()
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(n => char.IsAsciiDigit(n![0])).Select(n => Read(int.Parse(n!, CultureInfo.InvariantCulture))).OfType<Entry>().ToList();
        var ours = new HashSet<int>(Roots);
        while (processes.Where(p => ours.Contains(p.Parent)).Select(p => p.Id).Except(ours).ToList() is { Count: > 0 } more)
        {
            ours.UnionWith(more);
        }

        return processes.Where(p => ours.Contains(p.Id)).Sum(p => p.Time);
    }

    private static Entry? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var time = fields.Skip(FirstTime).Take(Times).Sum(f => double.Parse(f, CultureInfo.InvariantCulture));
            return new Entry(id, int.Parse(fields[Parent], CultureInfo.InvariantCulture), time);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Entry(int Id, int Parent, double Time);
}
