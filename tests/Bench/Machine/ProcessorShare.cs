using System.Globalization;

namespace Members.Tests.Bench.Machine;

/// <summary>A group of processes that may use a fixed part of one core (cgroups, version 1 or 2).</summary>
internal sealed class ProcessorShare : IDisposable
{
    private const int Period = 20_000;
    private static readonly string[] Roots = ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup"];
    private readonly string _folder;

    private ProcessorShare(string folder) => _folder = folder;

    /// <summary>Makes a group; null when this machine does not let us, with the reason.</summary>
    /// <param name="cores">How much of a core it may use.</param>
    /// <param name="reason">Why there is none.</param>
    public static ProcessorShare? TryMake(double cores, out string reason)
    {
        reason = "there is no writable control group for processors";
        var quota = (int)(Period * cores);
        foreach (var root in Roots.Where(Directory.Exists))
        {
            var folder = Path.Combine(root, $"members-bench-{Guid.NewGuid().ToString("N")[..6]}");
            try
            {
                Directory.CreateDirectory(folder);
                if (File.Exists(Path.Combine(folder, "cpu.cfs_quota_us")))
                {
                    Write(folder, "cpu.cfs_period_us", $"{Period}");
                    Write(folder, "cpu.cfs_quota_us", $"{quota}");
                    return new ProcessorShare(folder);
                }

                if (File.Exists(Path.Combine(folder, "cpu.max")))
                {
                    Write(folder, "cpu.max", $"{quota} {Period}");
                    return new ProcessorShare(folder);
                }

                Directory.Delete(folder);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                reason = refused.Message;
            }
        }

        return null;
    }

    /// <summary>Puts a process into it.</summary>
    public void Hold(int process) => Write(_folder, "cgroup.procs", process.ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder);
        }
        catch (IOException)
        {
            // A process in it has not quite ended. An empty group does no harm.
        }
    }

    private static void Write(string folder, string file, string value) => File.WriteAllText(Path.Combine(folder, file), value);
}
