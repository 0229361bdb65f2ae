namespace Members.Silo.Storage;

/// <summary>What a backup or a database holds, as it was at one moment.</summary>
internal abstract class StoredData : IAsyncDisposable
{
    /// <summary>What the database itself finds wrong.</summary>
    public virtual IAsyncEnumerable<string> Faults(CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

    /// <summary>All records.</summary>
    public abstract IAsyncEnumerable<StoredRow> Rows(CancellationToken cancellationToken);

    /// <summary>All owned addresses.</summary>
    public abstract IAsyncEnumerable<OwnedAddressRow> OwnedAddresses(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
