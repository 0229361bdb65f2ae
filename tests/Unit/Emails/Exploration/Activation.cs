using System.Collections.Immutable;
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

    public Activation(Guid id, World world, MemberServices services, Silo silo)
    {
        (_world, _silo, _state) = (world, silo, new PlayedState(id, world));
        _id = GrainId.Create(GrainType.Create("member"), GrainIdKeyExtensions.CreateGuidKey(id));
        GrainContext = Played.As<IGrainContext>((method, _) => method.Name == "get_GrainId" ? _id : Drop());
        var invalidation = new CacheInvalidation(this, null!, NullLogger<CacheInvalidation>.Instance);
        Member = new MemberContext(this, _state, services with { Invalidation = invalidation });
    }

    public IGrainContext GrainContext { get; }

    public MemberContext Member { get; }

    /// <summary>Whether a call runs that lets no other in.</summary>
    public bool IsBusy { get; set; }

    public bool IsDropped { get; private set; }

    /// <summary>Asked before a commit that takes something away is answered. The other silos have heard of it when it returns.</summary>
    public async Task<ImmutableArray<SiloAddress>> Others()
    {
        if (_world.Silos.Length > 1)
        {
            await _world.Scheduler.Step("tell the other silos", () => _world.Silos.Where(s => s != _silo).Select(s => s.Validity).ToList().All(Invalidate));
        }

        return [];
    }

    public Task RevokeLease(SiloAddress silo) => throw new NotSupportedException();

    public override string ToString() =>
        $"{(IsBusy ? "busy" : "")}{(IsDropped ? "dropped" : "")}{(Member.TryLoad(out var record) ? Person.Of(record) : "?")}v{_state.Version}";

    private bool Invalidate(CacheValidity validity)
    {
        validity.Invalidate(_id);
        return true;
    }

    private object? Drop()
    {
        IsDropped = true;
        return null;
    }
}
