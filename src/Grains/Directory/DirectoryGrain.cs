using Members.ApiKeys;
using Members.Directory;
using Orleans.Concurrency;

namespace Members.Grains.Directory;

/// <summary>Lets processes without a database list what is stored. A stateless worker: it runs where it is called.</summary>
[StatelessWorker, Reentrant, GrainType("directory")]
internal sealed class DirectoryGrain(IDirectoryStore store, TimeProvider clock) : Grain, IDirectoryGrain
{
    // A dead key's row stays, so that the key never comes back; the list must not grow with it for ever (contract I16).
    private static readonly TimeSpan DeadKeysShown = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public Task<MemberPage> ListMembers(MemberQuery query) => store.ListMembers(query, 0, CancellationToken.None);

    /// <inheritdoc/>
    public Task<MemberPage> ListMembersFrom(int offset, MemberQuery query) => store.ListMembers(query, offset, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<ApiKeyList> ListApiKeys()
    {
        var shownFrom = clock.GetUtcNow() - DeadKeysShown;
        var keys = await store.ListApiKeys(CancellationToken.None);
        return new([.. keys.Where(k => k.RevokedAt is not { } revokedAt || revokedAt >= shownFrom)]);
    }

    /// <inheritdoc/>
    public Task Probe() => store.Probe(CancellationToken.None);
}
