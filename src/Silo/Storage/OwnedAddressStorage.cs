using System.Data.Common;
using Members.Grains.Storage;
using Orleans.Storage;

namespace Members.Silo.Storage;

/// <summary>
/// Turns the two failures that are outcomes into what grains know: an address that is owned (docs/adr/0002), and an invitation without a
/// use left. Everything else that the
/// provider throws goes on as it is.
/// </summary>
/// <param name="inner">The provider.</param>
/// <param name="isTaken">Whether a fault of the driver says that an address has another owner.</param>
/// <param name="isUsedUp">Whether it says that an invitation has no use left.</param>
internal sealed class OwnedAddressStorage(
    IGrainStorage inner, Func<DbException, bool> isTaken, Func<DbException, bool> isUsedUp) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
        }
        catch (DbException fault) when (isTaken(fault))
        {
            throw new AddressTakenException(fault);
        }
        catch (DbException fault) when (isUsedUp(fault))
        {
            throw new InvitationUsedUpException(fault);
        }
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
