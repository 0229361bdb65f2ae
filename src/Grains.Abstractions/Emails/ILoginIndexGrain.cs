using Orleans.Concurrency;

namespace Members.Emails;

/// <summary>
/// Decides which member holds one login address. An address is free, claimed by an operation until a time, or held.
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

    /// <summary>The member who holds the address; null when it is free or only claimed.</summary>
    [Alias("Resolve"), AlwaysInterleave]
    ValueTask<Guid?> Resolve();
}
