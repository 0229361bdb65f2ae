using System.Runtime.InteropServices;

namespace Members.Grains.Passwords;

/// <summary>
/// Starts threads of the lowest priority. Hashing may then use every core, and a session check still gets one at once.
/// </summary>
internal static partial class HashThread
{
    private const int ThisThread = 0, LowestPriority = 19;

    public static void Start(string name, Action run)
    {
        var thread = new Thread(() =>
        {
            LowerPriority();
            run();
        })
        {
            IsBackground = true,
            Name = name,
            Priority = ThreadPriority.Lowest,
        };
        thread.Start();
    }

    // On Linux the runtime ignores Thread.Priority, but the kernel keeps a nice value for each thread.
    private static void LowerPriority()
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
