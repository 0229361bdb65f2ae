using System.Collections.Immutable;
using Members.Admission;
using Members.Directory;
using Members.Grains.Accounts;

namespace Members.Grains.Admission;

/// <summary>The queue as the database derives it from the members' records, in the statement that stores them.</summary>
internal interface IApplicationStore
{
    /// <summary>A page of applications, with the members' records.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="now">A block that has ended by then counts no more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ApplicationRows> ListApplications(ApplicationQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many wait, and for how long.</summary>
    /// <param name="now">The time.</param>
    /// <param name="newestUntil">The newest application is looked for among those submitted by then.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<QueueFigures> CountApplications(DateTimeOffset now, DateTimeOffset newestUntil, CancellationToken cancellationToken);

    /// <summary>Members of whom something is due by the clock.</summary>
    Task<ImmutableArray<Guid>> FindAdmissionsDue(AdmissionDeadlines deadlines, int limit, CancellationToken cancellationToken);
}

/// <summary>An application of the list.</summary>
/// <param name="Member">The member's record.</param>
/// <param name="SameNetwork">Other applications of the last 30 days from its network, 100 at most.</param>
/// <param name="SameAnswers">Other applications of the last 30 days with its long texts, 100 at most.</param>
internal sealed record ApplicationRow(MemberRecord Member, int SameNetwork, int SameAnswers);

/// <summary>A page of applications.</summary>
/// <param name="Rows">Those whose records can be read.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
internal sealed record ApplicationRows(ImmutableArray<ApplicationRow> Rows, PageMark? Next);

/// <summary>What a person sees of the queue before they open it.</summary>
/// <param name="Waiting">How many wait.</param>
/// <param name="Oldest">Since when the first of them does.</param>
/// <param name="MedianWait">How long half of the last 50 who were decided on had waited at most; null before the first decision.</param>
/// <param name="Newest">When the newest of them was submitted, of those until the given time.</param>
internal sealed record QueueFigures(int Waiting, DateTimeOffset? Oldest, TimeSpan? MedianWait, DateTimeOffset? Newest);

/// <summary>The times that make something due, from the settings of today. Null where a setting says never.</summary>
/// <param name="Now">A block that ends by then has ended.</param>
/// <param name="LapsedBefore">Who has waited since before this, lapses.</param>
/// <param name="RejectedBefore">Who was rejected before this, is erased.</param>
/// <param name="OriginBefore">Of what was decided before this, the origin is removed.</param>
internal sealed record AdmissionDeadlines(
    DateTimeOffset Now, DateTimeOffset? LapsedBefore, DateTimeOffset? RejectedBefore, DateTimeOffset OriginBefore);
