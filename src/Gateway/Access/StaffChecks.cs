using Members.Clustering;
using Members.Leases;
using Members.Staff;

namespace Members.Gateway.Access;

/// <summary>
/// Says which roles a member has. While this process may answer from memory the roster is remembered whole, so that asking costs nothing;
/// whoever changes it makes every process forget it first (docs/adr/0007).
/// </summary>
/// <param name="grains">The cluster's grains.</param>
/// <param name="lease">The right to answer from memory; null for a gateway that never has it.</param>
/// <param name="validity">Whether what is remembered is still good.</param>
/// <param name="clock">The clock.</param>
internal sealed class StaffChecks(IGrainFactory grains, TimeProvider clock, ILease? lease = null, CacheValidity? validity = null)
{
    // What a lost notice could do at most; there is none that does not end the lease.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private volatile Remembered? _remembered;

    /// <summary>The roles of a member.</summary>
    public async ValueTask<StaffRoles> RolesOf(Guid member) => (await Roster()).RolesOf(member);

    /// <summary>
    /// The roles to show. None while nobody can say, as in a cluster that is about to be upgraded: what members call works without.
    /// </summary>
    public async ValueTask<StaffRoles> ShownRolesOf(Guid member)
    {
        try
        {
            return await RolesOf(member);
        }
        catch (Exception)
        {
            return StaffRoles.None;
        }
    }

    private ValueTask<StaffRoster> Roster()
    {
        if (lease is not { IsHeld: true } || validity is null)
        {
            return grains.Staff().Roster();
        }

        return _remembered is { } known && clock.GetElapsedTime(known.AskedAt) < MaxAge && validity.IsValid(known.Grain, known.ReadAt)
            ? new(known.Roster)
            : new(Ask(validity));
    }

    private async Task<StaffRoster> Ask(CacheValidity known)
    {
        // Both before the call: what is told meanwhile makes the answer old.
        var (generation, asked) = (known.Generation, clock.GetTimestamp());
        var staff = grains.Staff();
        var roster = await staff.Roster();
        _remembered = new Remembered(staff.GetGrainId(), roster, generation, asked);
        return roster;
    }

    private sealed record Remembered(GrainId Grain, StaffRoster Roster, long ReadAt, long AskedAt);
}
