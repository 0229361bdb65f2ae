using Members.Outcomes;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Members.Grains.Storage;

/// <summary>
/// Turns whatever a storage provider throws into the one storage fault that callers know. A driver's exception has no codec outside
/// this process.
/// </summary>
internal sealed partial class StorageFaultFilter(ILogger<StorageFaultFilter> logger) : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (NewerSchemaException newer)
        {
            LogNewer(context.TargetId, newer.Message);
            throw new StorageUnavailableException();
        }
        catch (Exception fault) when (IsStorageFault(fault))
        {
            LogFault(context.TargetId, context.MethodName, fault);
            throw new StorageUnavailableException();
        }
    }

    /// <summary>Whether a read failed because of what the row holds.</summary>
    public static bool IsUnreadable(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is System.Text.Json.JsonException)
            {
                return true;
            }
        }

        return false;
    }

    // Orleans wraps what a provider throws in a plain OrleansException with a cause. The types are for direct reads of the store.
    private static bool IsStorageFault(Exception fault) =>
        (fault.GetType() == typeof(OrleansException) && fault.InnerException is not null) || IsOfTheStore(fault);

    private static bool IsOfTheStore(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is System.Data.Common.DbException or InconsistentStateException or IOException or System.Text.Json.JsonException)
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(EventName = "NewerRecord", Level = LogLevel.Error, Message = "{Grain} was not answered for: {Reason}")]
    private partial void LogNewer(GrainId grain, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed {Grain} in {Method}.")]
    private partial void LogFault(GrainId grain, string method, Exception fault);
}
