namespace Members.Tests.Unit;

/// <summary>Fixed times: a test never asks the real clock.</summary>
internal static class Moments
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
}
