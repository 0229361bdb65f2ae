using Members.Accounts;
using Members.Leases;
using Members.Secrets;
using Members.Sessions;

namespace Members.Gateway.Leases;

/// <summary>
/// Checks sessions from memory while this gateway has a lease (docs/adr/0007), so that a check costs the silos nothing. Only that a
/// session is good is remembered, never that it is not.
/// </summary>
internal sealed class RememberedSessions(
    IGrainFactory grains, ILease lease, CacheValidity validity, SessionMemory memory, TimeProvider clock) : ISessionChecks
{
    public ValueTask<LiveSession?> Check(OpaqueToken token)
    {
        if (!lease.IsHeld)
        {
            return grains.GetMembers().CheckSession(token);
        }

        var key = SessionKey.Of(token);
        return memory.TryFind(key, out var known) && clock.GetTimestamp() < known.Until && validity.IsValid(known.Member, known.ReadAt)
            ? new(known.Session)
            : new(Ask(token, key));
    }

    private async Task<LiveSession?> Ask(OpaqueToken token, SessionKey key)
    {
        // Both before the call: what is told meanwhile makes the answer old, and its time runs from when it may have been given.
        var (generation, asked) = (validity.Generation, clock.GetTimestamp());
        var session = await grains.GetMembers().CheckSession(token);
        if (session is not null && session.RememberFor > TimeSpan.Zero)
        {
            var until = asked + (long)(session.RememberFor.TotalSeconds * clock.TimestampFrequency);
            memory.Add(key, new RememberedSession(MemberReferences.IdOf(token.Owner), session, generation, until));
        }

        return session;
    }
}
