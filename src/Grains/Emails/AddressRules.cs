using System.Collections.Immutable;
using Members.Outcomes;

namespace Members.Grains.Emails;

/// <summary>How a member's addresses change. Whether an address is free is for the database to say.</summary>
internal static class AddressRules
{
    /// <summary>The most addresses that a member may have reserved (contract I16).</summary>
    public const int MaxReserved = 5;

    /// <summary>How long an address stays reserved after a verified change.</summary>
    public static readonly TimeSpan ReservedFor = TimeSpan.FromDays(7);

    /// <summary>Why a verified change is not possible now; null when it is.</summary>
    public static Refusal.TooManyRequests? RefuseReservation(Addresses addresses, DateTimeOffset now) =>
        addresses.Reserved.Length < MaxReserved ? null : new Refusal.TooManyRequests(addresses.Reserved.Min(r => r.Until) - now);

    /// <summary>Moves to another address. A reservation of that address ends: it logs in again.</summary>
    /// <param name="addresses">The addresses before.</param>
    /// <param name="to">The login address from now on.</param>
    /// <param name="verified">Whether the member has shown that they read its mail.</param>
    public static Addresses Move(Addresses addresses, LoginEmail to, bool verified) => addresses with
    {
        Login = to,
        Verified = verified,
        Reserved = addresses.Reserved.RemoveAll(r => r.Login.Key == to.Key),
    };

    /// <summary>Moves to a verified address and reserves the one that is left. Another spelling leaves none.</summary>
    public static Addresses MoveAndReserve(Addresses addresses, LoginEmail to, Guid undo, Guid notice, DateTimeOffset now)
    {
        var (left, moved) = (addresses.Login!, Move(addresses, to, verified: true));
        return left.Key == to.Key
            ? moved
            : moved with { Reserved = moved.Reserved.Add(new ReservedAddress(left, now + ReservedFor, undo, notice)) };
    }

    /// <summary>
    /// Moves back to a reserved address. The addresses that were reserved later were left by later changes, and are freed.
    /// </summary>
    /// <returns>The addresses, and the reservations that ended with the undo.</returns>
    public static (Addresses Next, ImmutableArray<ReservedAddress> Ended) MoveBack(Addresses addresses, ReservedAddress to)
    {
        var at = addresses.Reserved.IndexOf(to);
        var next = addresses with { Login = to.Login, Verified = true, Reserved = addresses.Reserved[..at] };
        return (next, addresses.Reserved[(at + 1)..]);
    }

    /// <summary>Frees the reserved addresses whose time is over.</summary>
    public static Addresses FreeExpired(Addresses addresses, DateTimeOffset now) =>
        addresses.Reserved.Any(r => r.Until <= now)
            ? addresses with { Reserved = addresses.Reserved.RemoveAll(r => r.Until <= now) }
            : addresses;
}
