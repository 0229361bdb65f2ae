using Members.Accounts;

namespace Members.Grains.Applications;

/// <summary>What is known about a block. The database derives from it when the block ends, and what the member is from then on.</summary>
/// <param name="From">The status before.</param>
/// <param name="Until">When the block ends by itself; null for never.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsTold">Whether the member is told why and until when.</param>
[GenerateSerializer, Immutable, Alias("members.SuspensionRecord")]
internal sealed record SuspensionRecord(MemberStatus From, DateTimeOffset? Until, string? Reason, bool IsTold) : Extensible;
