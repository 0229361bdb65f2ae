using System.Data.Common;
using Members.Grains.Storage;
using Orleans.Storage;

namespace Members.Silo.Storage;

/// <summary>
/// Turns the failure of the table of owned addresses into the one outcome that grains know (docs/adr/0002). Everything else that the
/// provider throws goes on as it is.
/// </summary>
/// <param name="inner">The provider.</param>
/// <param name="isTaken">Whether a fault of the driver says that an address has another owner.</param>
internal sealed class OwnedAddressStorage(IGrainStorage inner, Func<DbException, bool> isTaken) : IGrainStorage
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
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
