using Members.Grains.Accounts;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>One activation's view of its row. A write takes effect in one step, and the activation hears of it in another.</summary>
internal sealed class PlayedState(Guid id, World world) : IPersistentState<MemberRecord>
{
    private MemberRecord? _unheard;
    private bool _isRead;

    public MemberRecord State { get; set; } = new();

    public long Version { get; private set; }

    public string? Etag => null;

    public bool RecordExists => Version > 0;

    public async Task ReadStateAsync()
    {
        if (_unheard is { } believed && world.Fault == PlantedFault.RecordIsBelievedAfterAFailedWrite)
        {
            State = believed;
        }
        else if (!_isRead || world.Fault != PlantedFault.MemberRefusesFromMemory)
        {
            var row = await world.Scheduler.Step(StepKind.Read, "read", () => world.Database.Read(id));
            (State, Version, _isRead) = (row.Record, row.Version, true);
        }
    }

    public async Task WriteStateAsync()
    {
        var (next, read, before) = (State, Version, world.Database.Read(id).Record);
        _unheard = next;
        foreach (var key in world.Scenario.LocksRows ? world.Database.KeysToLock(id, next) : [])
        {
            await world.Scheduler.Step(StepKind.Read, "lock", () => world.Database.Lock(key, id), () => world.Database.IsUnlocked(key));
        }

        var written = await world.Scheduler.Step(
            StepKind.Write, $"write {Person.Of(next)} over v{read}", () => world.Database.Write(id, read, next));
        if (world.Fault == PlantedFault.StoreMovesOwnersInAnotherStatement)
        {
            await world.Scheduler.Step(StepKind.Write, "move owners", () => world.Database.MoveOwners(id, before, next));
        }

        await world.Scheduler.Step(StepKind.Tell, "written", () => true);
        (Version, _unheard) = (written.Version, null);
    }

    public Task ClearStateAsync() => throw new NotSupportedException();
}
