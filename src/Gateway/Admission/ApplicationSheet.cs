using System.Globalization;
using Members.Accounts;
using Members.Admission;
using Members.Gateway.Pages;

namespace Members.Gateway.Admission;

/// <summary>An application as the page shows it to its applicant, with what they may do.</summary>
/// <param name="Own">The application.</param>
/// <param name="Token">The token of the link.</param>
/// <param name="TypicalWait">How long others have waited; null when nobody has, or when it is decided.</param>
internal sealed record ApplicationSheet(OwnApplication Own, string Token, TimeSpan? TypicalWait) : IResult
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>What was wrong with the form that was sent.</summary>
    public string? Message { get; init; }

    /// <summary>The reply that was typed, so that nobody types it twice.</summary>
    public string? Reply { get; init; }

    /// <summary>What is wrong with it.</summary>
    public string? ReplyError { get; init; }

    /// <summary>What is wrong with the box to tick.</summary>
    public string? SureError { get; init; }

    private bool MayReply => Own.Status == MemberStatus.Pending && Own.Questions is [.., { Reply: null }];

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers["Referrer-Policy"] = OwnForms.ReferrerPolicy;
        var words = ApplicationWords.Of(Own);
        return Html.Application.Write(
            httpContext,
            Status,
            Html.Policy(),
            ("title", words.Title),
            ("message", Message ?? words.Message),
            ("failed", Status >= 400),
            ("status", words.Status),
            ("number", Own.Number.ToString(CultureInfo.InvariantCulture)),
            ("since", PlainTime.Of(Own.SubmittedAt)),
            ("wait", TypicalWait is { } wait ? $"Half of those before you waited {PlainTime.Of(wait)} or less." : null),
            ("reason", Own.Status == MemberStatus.Rejected ? Own.Reason : null),
            ("again", words.Again(httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())),
            ("questions", Own.Questions.IsEmpty ? null : Own.Questions.Select(ShownAnswer.Values).ToArray()),
            ("answers", Own.Answers.IsEmpty ? null : Own.Answers.Select(ShownAnswer.Values).ToArray()),
            ("token", Token),
            ("mayReply", MayReply),
            ("text", Reply),
            ("replyError", ReplyError),
            ("withdrawal", words.Withdrawal),
            ("sureError", SureError));
    }
}
