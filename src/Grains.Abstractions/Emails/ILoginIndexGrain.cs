using Orleans.Concurrency;

namespace Members.Emails;

/// <summary>
/// Decides which member holds one login address. An address is free, claimed by an operation until a time, held, or set aside.
/// Keyed by <see cref="LoginKey"/>. Every method may be repeated with the same arguments without further effect.
/// </summary>
[Alias("members.ILoginIndexGrain")]
public interface ILoginIndexGrain : IGrainWithStringKey
{
    /// <summary>
    /// Reserves the address for an operation of a member, for a limited time (setting <c>ClaimLifetime</c>, 30 s).
    /// </summary>
    /// <returns>True when the address is the operation's now; false when somebody else holds or has claimed it.</returns>
    [Alias("Claim")]
    Task<bool> Claim(Guid memberId, Guid operation);

    /// <summary>Turns a claim into the hold that <see cref="Resolve"/> answers.</summary>
    /// <returns>False when the claim has lapsed and was taken by another, or was released: the caller must withdraw.</returns>
    [Alias("Confirm")]
    Task<bool> Confirm(Guid memberId, Guid operation);

    /// <summary>Frees the address if that operation claimed or holds it; otherwise does nothing.</summary>
    [Alias("Release")]
    Task Release(Guid memberId, Guid operation);

    /// <summary>
    /// Sets an address aside that the operation holds: it logs nobody in, and nobody gets it, until it is taken back or released.
    /// </summary>
    [Alias("SetAside")]
    Task SetAside(Guid memberId, Guid operation);

    /// <summary>Makes an address that an operation has set aside its member's again, under another operation.</summary>
    /// <returns>False when it is not set aside by that operation.</returns>
    [Alias("TakeBack")]
    Task<bool> TakeBack(Guid memberId, Guid operation, Guid newOperation);

    /// <summary>Whether another member than this one holds the address or has it set aside. Only <see cref="Claim"/> decides.</summary>
    [Alias("IsTaken"), AlwaysInterleave]
    ValueTask<bool> IsTaken(Guid memberId);

    /// <summary>The member who holds the address; null when it is free, only claimed, or set aside.</summary>
    [Alias("Resolve"), AlwaysInterleave]
    ValueTask<Guid?> Resolve();
}
