using Members.Accounts;
using Members.Admission;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Admission;

/// <summary>An application as the page shows it to its applicant, with what they may do.</summary>
/// <param name="Own">The application.</param>
/// <param name="Token">The token of the link.</param>
/// <param name="TypicalWait">How long others have waited; null when nobody has, or when it is decided.</param>
/// <param name="Now">The members' time.</param>
internal sealed record ApplicationSheet(OwnApplication Own, string Token, TimeSpan? TypicalWait, DateTimeOffset Now) : IResult
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Why what was sent was not done.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether what was sent says nothing of what to do.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>The reply that was typed, so that nobody types it twice; null when none was sent.</summary>
    public string? Reply { get; init; }

    /// <summary>Whether the box is missing that says that they are sure.</summary>
    public bool IsUnsure { get; init; }

    /// <summary>Whether it waits for a decision, which may come at any moment.</summary>
    public bool Waits => Own.Status == MemberStatus.Pending;

    /// <summary>Whether something is asked that waits for a reply.</summary>
    public bool MayReply => Waits && Own.Questions is [.., { Reply: null }];

    /// <summary>Whether the site asks something whose answers can be changed.</summary>
    public bool HasForm { get; init; }

    /// <summary>Whether the answers can be changed.</summary>
    public bool MayChangeAnswers => Waits && HasForm;

    /// <summary>Whether it can be withdrawn.</summary>
    public bool MayWithdraw => Own.Status is MemberStatus.Pending or MemberStatus.Rejected;

    /// <summary>By what it is seen that something has changed.</summary>
    public string State => $"{Own.Status} {Own.Number} {Own.Questions.Length} {Own.Questions.Count(q => q.Reply is not null)}";

    public Task ExecuteAsync(HttpContext httpContext) =>
        new Page<ApplicantView, ApplicationSheet>(this, Status).ExecuteAsync(httpContext);
}
