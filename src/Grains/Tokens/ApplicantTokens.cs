using System.Collections.Immutable;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Tokens;

/// <summary>The tokens by which an applicant sees how their application stands. They are used many times, and log nobody in.</summary>
internal static class ApplicantTokens
{
    /// <summary>How long one is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>How many are good at a time: the newest.</summary>
    public const int Most = 3;

    /// <summary>Adds one; the oldest of too many ends.</summary>
    public static ImmutableArray<TokenRecord> Issue(ImmutableArray<TokenRecord> tokens, OpaqueToken token, DateTimeOffset now)
    {
        var surplus = tokens.Where(t => t.Purpose == TokenPurpose.Application && t.Fate is null)
            .SkipLast(Most - 1).Select(t => t.Id).ToHashSet();
        var kept = OneTimeTokens.End(tokens, TokenFate.Replaced, t => t.Purpose == TokenPurpose.Application && surplus.Contains(t.Id));
        return OneTimeTokens.Issue(kept, token, now + Lifetime, now, replace: false);
    }
}
