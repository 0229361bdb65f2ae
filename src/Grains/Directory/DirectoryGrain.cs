using Members.ApiKeys;
using Members.Directory;
using Orleans.Concurrency;

namespace Members.Grains.Directory;

/// <summary>Lets processes without a database list what is stored. A stateless worker: it runs where it is called.</summary>
[StatelessWorker, Reentrant, GrainType("directory")]
internal sealed class DirectoryGrain(IDirectoryStore store) : Grain, IDirectoryGrain
{
    /// <inheritdoc/>
    public Task<MemberPage> ListMembers(MemberQuery query) => store.ListMembers(query, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<ApiKeyList> ListApiKeys() => new(await store.ListApiKeys(CancellationToken.None));

    /// <inheritdoc/>
    public Task Probe() => store.Probe(CancellationToken.None);
}
