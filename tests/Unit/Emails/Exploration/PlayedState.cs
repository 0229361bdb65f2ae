using Members.Grains.Accounts;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>One activation's view of its row. A write takes effect in one step, and the activation learns of it in another.</summary>
internal sealed class PlayedState(Guid id, World world) : IPersistentState<MemberRecord>
{
    private MemberRecord? _unwritten;

    public MemberRecord State { get; set; } = new();

    public long Version { get; private set; }

    public string? Etag => null;

    public bool RecordExists => Version > 0;

    public async Task ReadStateAsync()
    {
        if (_unwritten is { } believed && world.Fault == PlantedFault.BelievedAfterFailedWrite)
        {
            State = believed;
            return;
        }

        var row = await world.Scheduler.Step("read", () => world.Database.Read(id));
        (State, Version) = (row.Record, row.Version);
    }

    public async Task WriteStateAsync()
    {
        var (next, read, before) = (State, Version, world.Database.Read(id).Record);
        _unwritten = next;
        if (world.Scenario.LocksRows)
        {
            foreach (var key in world.Database.KeysToLock(id, next).ToList())
            {
                await world.Scheduler.Step($"lock {key[..6]}", () => world.Database.Lock(key, id), () => world.Database.IsUnlocked(key));
            }
        }

        var row = await world.Scheduler.Step($"write {Person.Of(next)} over v{read}", () => world.Database.Write(id, read, next));
        if (world.Fault == PlantedFault.OwnersInAStatementOfTheirOwn)
        {
            await world.Scheduler.Step("write owners", () => world.Database.MoveOwners(id, before, next));
        }

        await world.Scheduler.Step("written", () => true);
        (Version, _unwritten) = (row.Version, null);
    }

    public Task ClearStateAsync() => throw new NotSupportedException();
}
