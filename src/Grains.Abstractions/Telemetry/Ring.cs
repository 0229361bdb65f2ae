namespace Members.Telemetry;

/// <summary>The newest of many things, in memory of a fixed size. A newer one takes the place of the oldest.</summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="capacity">The most that is kept.</param>
internal sealed class Ring<T>(int capacity)
{
    private readonly T[] _kept = new T[capacity];
    private readonly Lock _lock = new();
    private long _added;

    /// <summary>Adds one.</summary>
    public void Add(T item)
    {
        lock (_lock)
        {
            _kept[_added++ % capacity] = item;
        }
    }

    /// <summary>What is kept, the newest first.</summary>
    /// <param name="isWhole">Whether nothing has lost its place yet.</param>
    public T[] Newest(out bool isWhole)
    {
        lock (_lock)
        {
            isWhole = _added <= capacity;
            var newest = new T[Math.Min(_added, capacity)];
            for (var i = 0; i < newest.Length; i++)
            {
                newest[i] = _kept[(_added - 1 - i) % capacity];
            }

            return newest;
        }
    }
}
