using Orleans.Concurrency;

namespace Members.Emails;

/// <summary>
/// Tells which member owns one login address. Keyed by <see cref="LoginKey"/>. Nothing is decided here: the database lets one
/// member own an address, in the statement that stores the member (docs/adr/0002).
/// </summary>
[Alias("members.ILoginIndexGrain")]
public interface ILoginIndexGrain : IGrainWithStringKey
{
    /// <summary>
    /// Who logs in with the address, from memory as a rule. The answer may be out of date: a member that it names confirms or denies
    /// it, since a login compares the address with the member's own record. Before an answer that would be wrong if somebody
    /// else owned the address, ask <see cref="ResolveFromStore"/>.
    /// </summary>
    /// <returns>Null when nobody does: the address is free, or reserved.</returns>
    [Alias("Resolve"), AlwaysInterleave]
    ValueTask<Guid?> Resolve();

    /// <summary>Who logs in with the address, read from the store during this call.</summary>
    [Alias("ResolveFromStore"), AlwaysInterleave]
    Task<Guid?> ResolveFromStore();

    /// <summary>
    /// Whether another member than this one owns the address. Read from the store during this call when it is true; only the
    /// commit decides that it is not.
    /// </summary>
    [Alias("IsTaken"), AlwaysInterleave]
    ValueTask<bool> IsTaken(Guid memberId);

    /// <summary>Says that the owner has changed, so that the next lookup reads the store.</summary>
    [Alias("Invalidate"), AlwaysInterleave]
    Task Invalidate();
}
