using Members.Grains.Accounts;
using Members.Grains.Leases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>A member in the memory of one silo.</summary>
internal sealed class Activation : IGrainBase, ILeaseRegistry
{
    private readonly World _world;
    private readonly Silo _silo;
    private readonly PlayedState _state;
    private readonly GrainId _id;

    public Activation(Guid id, World world, Silo silo)
    {
        (_world, _silo, _state) = (world, silo, new PlayedState(id, world));
        _id = GrainId.Create(GrainType.Create("member"), GrainIdKeyExtensions.CreateGuidKey(id));
        GrainContext = Played.As<IGrainContext>((method, _) => method.Name == "get_GrainId" ? _id : Drop());
        var invalidation = new CacheInvalidation(
            this, null!, null!, Make.LeaseMetrics(), NullLogger<CacheInvalidation>.Instance, background: _ => { });
        Member = new MemberContext(this, _state, Handlers.Shared with { Validity = silo.Validity, Invalidation = invalidation });
    }

    public IGrainContext GrainContext { get; }

    public MemberContext Member { get; }

    /// <summary>Whether a call runs that lets no other in.</summary>
    public bool IsBusy { get; set; }

    public bool IsDropped { get; private set; }

    // Asked before a commit that takes something away is answered: the other silos have forgotten the member when it returns.
    public async Task<LeaseHolders> Others()
    {
        foreach (var other in _world.Silos.Where(s => s != _silo).ToList())
        {
            await _world.Scheduler.Step(StepKind.Tell, "tell the other silo", () =>
            {
                other.Validity.Invalidate(_id);
                return true;
            });
        }

        return LeaseHolders.None;
    }

    public Task RevokeLease(SiloAddress silo) => throw new NotSupportedException();

    public Task RevokeLease(GatewayHolder gateway) => throw new NotSupportedException();

    public override string ToString() =>
        $"{IsBusy}{IsDropped}{(Member.TryLoad(out var record) ? Person.Of(record).ToString() : "?")}v{_state.Version}";

    private object? Drop()
    {
        IsDropped = true;
        return null;
    }
}
