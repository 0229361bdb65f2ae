using System.Runtime.InteropServices;

namespace Members.Grains.Hashing;

/// <summary>
/// Starts threads that use the cores only when nobody else wants them. Hashing may then have every core, and a session
/// check still gets one the moment it comes.
/// </summary>
internal static partial class HashThread
{
    private const int ThisThread = 0, LowestPriority = 19;

    /// <summary>Starts a thread.</summary>
    public static void Start(string name, Action run)
    {
        var thread = new Thread(() =>
        {
            Lower();
            run();
        })
        {
            IsBackground = true,
            Name = name,
            Priority = ThreadPriority.Lowest,
        };
        thread.Start();
    }

    // On Linux the runtime ignores Thread.Priority; the kernel keeps a nice value for each thread.
    private static void Lower()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(0, ThisThread, LowestPriority);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int value);
}
