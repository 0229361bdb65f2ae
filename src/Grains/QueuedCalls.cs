using Orleans.Configuration;

namespace Members.Grains;

/// <summary>What a silo does with calls that cannot be answered in time.</summary>
internal static class QueuedCalls
{
    /// <summary>
    /// The calls that may be running and waiting in one activation; the next one is refused with a <see cref="LimitExceededException"/>.
    /// Callers in a cluster wait for five seconds and a commit takes a millisecond at least, so whoever is refused here would not
    /// have been answered in time. Calls that interleave count too, as long as they wait for the store or for hashing.
    /// </summary>
    public const int CallsPerActivation = 5_000;

    /// <summary>Sets the limits of a silo.</summary>
    public static void Set(SiloMessagingOptions options)
    {
        options.MaxEnqueuedRequestsHardLimit = CallsPerActivation;
        options.MaxEnqueuedRequestsHardLimit_StatelessWorker = CallsPerActivation;

        // A password whose caller has given up is not hashed.
        options.CancelRequestOnTimeout = true;
    }
}
