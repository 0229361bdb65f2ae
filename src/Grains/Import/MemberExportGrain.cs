using Members.Directory;
using Members.Import;
using Orleans.Concurrency;

namespace Members.Grains.Import;

/// <summary>Reads members who leave.</summary>
[StatelessWorker, Reentrant, GrainType("member-export")]
internal sealed class MemberExportGrain(IExportStore store, TimeProvider clock) : Grain, IMemberExportGrain
{
    private const int Most = 500;

    /// <inheritdoc/>
    public async Task<PortablePage> Read(PageMark? after, int limit)
    {
        var (members, next, unreadable) = await store.ReadMembers(after, Math.Clamp(limit, 1, Most), CancellationToken.None);
        var now = clock.GetUtcNow();
        return new PortablePage([.. members.Select(m => PortableMembers.Export(m.At(now)))], next, unreadable);
    }
}
