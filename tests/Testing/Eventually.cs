using System.Diagnostics;

namespace Members.Tests.Testing;

/// <summary>Waits for what happens soon, but not before the call that causes it has returned.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task Holds(Func<Task<bool>> condition, string what, TimeSpan? timeout = null) => Holds(condition, () => what, timeout);

    /// <summary>Waits until the condition holds; the failure is explained only when it is known.</summary>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static async Task Holds(Func<Task<bool>> condition, Func<string> explain, TimeSpan? timeout = null)
    {
        if (!await Within(timeout ?? DefaultTimeout, condition))
        {
            throw new TimeoutException($"Not within {(timeout ?? DefaultTimeout).TotalSeconds:0.#} s: {explain()}");
        }
    }

    /// <summary>Reads until there is something to read.</summary>
    /// <exception cref="TimeoutException">There was nothing in time.</exception>
    public static async Task<T> Get<T>(Func<Task<T?>> read, string what, TimeSpan? timeout = null)
        where T : class
    {
        T? value = null;
        await Holds(async () => (value = await read()) is not null, what, timeout);
        return value!;
    }

    /// <summary>Reads until the value is as expected.</summary>
    /// <exception cref="TimeoutException">It was not in time.</exception>
    public static async Task<T> Get<T>(Func<Task<T>> read, Func<T, bool> isExpected, TimeSpan? timeout = null)
    {
        var value = default(T);
        await Holds(async () => isExpected(value = await read()), () => $"the expected value; the last one was {value}", timeout);
        return value!;
    }

    /// <summary>Whether the condition holds within a time.</summary>
    public static async Task<bool> Within(TimeSpan timeout, Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > timeout)
            {
                return false;
            }

            await Task.Delay(Interval);
        }

        return true;
    }
}
