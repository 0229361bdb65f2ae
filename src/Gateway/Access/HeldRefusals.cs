using Members.Outcomes;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>
/// Holds the answers of callers who were told to wait, without a thread, until part of that wait is over. Whoever asks again at once then
/// asks seldom, and cannot take the cores that logins and session checks need. The places are few; when they are taken, the network that
/// holds most of them gives one up, so that a flood shortens its own wait only.
/// </summary>
internal sealed class HeldRefusals(IOptions<MembersGatewayOptions> options, TimeProvider clock)
{
    /// <summary>The most answers held at once. Each keeps a connection and its request in memory.</summary>
    public const int Capacity = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedList<TaskCompletionSource>> _byNetwork = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many answers are held now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Holds the answer, and then tells in its header how long the caller should still wait (RFC 9110, 10.2.3).</summary>
    /// <param name="context">The request that is refused.</param>
    /// <param name="wait">How long the caller should wait from now on.</param>
    public async Task Hold(HttpContext context, TimeSpan wait)
    {
        var longest = options.Value.RefusalHold;
        var began = clock.GetTimestamp();
        if (longest > TimeSpan.Zero)
        {
            await Hold(CallLimits.NetworkOf(context), wait < longest ? wait : longest, context.RequestAborted);
        }

        context.Response.Headers.RetryAfter = RefusalCatalog.Seconds(wait - clock.GetElapsedTime(began));
    }

    /// <summary>Waits in a place of the network. Ends early when the caller goes away, or another needs the place.</summary>
    public async Task Hold(string network, TimeSpan wait, CancellationToken aborted)
    {
        var place = Enter(network, out var displaced);
        displaced?.TrySetResult();
        await place.Value.Task.WaitAsync(wait, clock, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Leave(network, place);
    }

    private LinkedListNode<TaskCompletionSource> Enter(string network, out TaskCompletionSource? displaced)
    {
        lock (_lock)
        {
            displaced = _count == Capacity ? TakeOldest(_byNetwork.MaxBy(n => n.Value.Count)) : null;
            if (!_byNetwork.TryGetValue(network, out var places))
            {
                _byNetwork[network] = places = [];
            }

            _count++;
            return places.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    private void Leave(string network, LinkedListNode<TaskCompletionSource> place)
    {
        lock (_lock)
        {
            if (place.List is { } places)
            {
                Remove(network, places, place);
            }
        }
    }

    private TaskCompletionSource TakeOldest(KeyValuePair<string, LinkedList<TaskCompletionSource>> network)
    {
        var oldest = network.Value.First!;
        Remove(network.Key, network.Value, oldest);
        return oldest.Value;
    }

    private void Remove(string network, LinkedList<TaskCompletionSource> places, LinkedListNode<TaskCompletionSource> place)
    {
        places.Remove(place);
        _count--;
        if (places.Count == 0)
        {
            _byNetwork.Remove(network);
        }
    }
}
