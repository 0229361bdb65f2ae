using System.Collections.Immutable;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Grains.Throttling;

/// <summary>A device that a member has logged in with.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Digest">The digest of the token.</param>
/// <param name="LastUsedAt">When the member last logged in with it.</param>
[GenerateSerializer, Immutable, Alias("members.DeviceRecord")]
internal sealed record DeviceRecord(Guid Id, TokenDigest Digest, DateTimeOffset LastUsedAt) : Extensible;

/// <summary>
/// The devices that a member has logged in with. They admit nobody. Their attempts are counted apart from those of unknown
/// clients, so that an attack on the address does not keep its owner waiting (docs/adr/0009).
/// </summary>
internal static class RememberedDevices
{
    /// <summary>The most devices of a member; a further one replaces the one not used for longest.</summary>
    public const int Max = 10;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    /// <summary>The id of the device that a token shows; null when it is none of these.</summary>
    public static Guid? Find(ImmutableArray<DeviceRecord> devices, OpaqueToken? token, DateTimeOffset now) =>
        token is { Purpose: TokenPurpose.Device }
        && devices.FirstOrDefault(d => d.Id == token.Id) is { } device
        && IsKept(device, now)
        && device.Digest.Matches(token)
            ? device.Id
            : null;

    /// <summary>The devices after a login: the known one was used, or a new one is added.</summary>
    public static ImmutableArray<DeviceRecord> Used(
        ImmutableArray<DeviceRecord> devices, Guid? known, OpaqueToken? added, DateTimeOffset now)
    {
        var kept = devices.Where(d => IsKept(d, now)).Select(d => d.Id == known ? d with { LastUsedAt = now } : d);
        return added is null
            ? [.. kept]
            : [.. kept.OrderBy(d => d.LastUsedAt).TakeLast(Max - 1), new DeviceRecord(added.Id, TokenDigest.Of(added), now)];
    }

    private static bool IsKept(DeviceRecord device, DateTimeOffset now) => now < device.LastUsedAt + Lifetime;
}
