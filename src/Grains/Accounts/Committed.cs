using System.Collections.Immutable;
using Members.Grains.Audit;

namespace Members.Grains.Accounts;

/// <summary>What a commit changed.</summary>
/// <param name="Before">The record before.</param>
/// <param name="Next">The record that a rule made of it.</param>
/// <param name="Buffered">The buffered events that were stored with it.</param>
internal readonly record struct Committed(MemberRecord Before, MemberRecord Next, ImmutableArray<EventRecord> Buffered)
{
    private static readonly MemberRecord Nobody = new();

    /// <summary>Of a decision that changed nothing.</summary>
    public static Committed Nothing => new(Nobody, Nobody, []);

    /// <summary>Whether nothing was changed.</summary>
    public bool IsNothing => ReferenceEquals(Before, Next);

    /// <summary>Who must forget the member before it is answered.</summary>
    public Audience Audience(DateTimeOffset now) => IsNothing ? Accounts.Audience.Nobody : Revocation.Of(Before, Next, now);

    /// <summary>The events that the commit is the first to store.</summary>
    public IEnumerable<EventRecord> NewEvents() => IsNothing
        ? []
        : Next.Events.Except(Before.Events, ReferenceEqualityComparer.Instance).Cast<EventRecord>();
}
