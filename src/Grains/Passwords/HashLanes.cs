namespace Members.Grains.Passwords;

/// <summary>Groups of lanes.</summary>
internal static class HashLanes
{
    /// <summary>All.</summary>
    public static readonly HashLane[] All = Enum.GetValues<HashLane>();

    /// <summary>Those of people who log in or register, or just have: the bounded queue, and what the threads are there for.</summary>
    public static readonly HashLane[] OfCallers = [.. All.Where(l => l != HashLane.Import)];
}
