using System.Runtime.InteropServices;

namespace Members.Grains.Passwords;

/// <summary>Starts the threads that hash (docs/adr/0004).</summary>
internal static partial class HashThread
{
    // Not 19, the lowest: beside busy neighbours a password that such a thread has begun would wait for half a minute.
    private const int ThisThread = 0, LowPriority = 10;

    /// <summary>Starts a thread.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="onlySpareTime">Whether it gets no more of a core than what nothing else needs.</param>
    /// <param name="run">What it does.</param>
    public static void Start(string name, bool onlySpareTime, Action run)
    {
        var thread = new Thread(() =>
        {
            if (onlySpareTime)
            {
                LowerPriority();
            }

            run();
        })
        {
            IsBackground = true,
            Name = name,
            Priority = onlySpareTime ? ThreadPriority.Lowest : ThreadPriority.Normal,
        };
        thread.Start();
    }

    // On Linux the runtime ignores Thread.Priority, but the kernel keeps a nice value for each thread.
    private static void LowerPriority()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(0, ThisThread, LowPriority);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int value);
}
