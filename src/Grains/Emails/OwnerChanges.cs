using Members.Emails;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Emails;

/// <summary>
/// Tells the login indexes of addresses that their owner has changed. What they remember is a hint, so nothing is wrong when one does
/// not hear of it; its next lookup only takes longer.
/// </summary>
internal sealed partial class OwnerChanges(IGrainFactory grains, ILogger<OwnerChanges> logger)
{
    /// <summary>Returns when the index of every address that has changed hands has been told, or could not be.</summary>
    public Task Announce(Addresses before, Addresses next)
    {
        if (ReferenceEquals(before, next))
        {
            return Task.CompletedTask;
        }

        var changed = before.Owned().ToHashSet();
        changed.SymmetricExceptWith(next.Owned());
        return Task.WhenAll(changed.Select(a => a.Key).Distinct(StringComparer.Ordinal).Select(Invalidate));
    }

    private async Task Invalidate(string key)
    {
        try
        {
            await grains.GetGrain<ILoginIndexGrain>(key).Invalidate();
        }
        catch (Exception failure)
        {
            LogNotInvalidated(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A login index could not be told that the owner of its address has changed.")]
    private partial void LogNotInvalidated(Exception failure);
}
