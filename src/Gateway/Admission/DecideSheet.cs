using Members.Accounts;
using Members.Admission;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Admission;

/// <summary>An application as the page shows it to an approver, with two buttons while it waits.</summary>
/// <param name="Linked">The application, and to whom the link was mailed.</param>
/// <param name="Token">The token of the link.</param>
/// <param name="AsksPassword">Whether deciding takes the approver's password too.</param>
internal sealed record DecideSheet(LinkedApplication Linked, string Token, bool AsksPassword) : IResult
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Why what was sent was not done.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether what was sent says nothing of what to do.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>The reason that was typed, so that nobody types it twice.</summary>
    public string? Reason { get; init; }

    /// <summary>What is wrong with the password.</summary>
    public Refusal? PasswordRefusal { get; init; }

    /// <summary>The application.</summary>
    public ApplicationView Application => Linked.Application;

    /// <summary>Whether it waits for a decision.</summary>
    public bool Waits => Application.Status == MemberStatus.Pending;

    public Task ExecuteAsync(HttpContext httpContext) => new Page<DecideView, DecideSheet>(this, Status).ExecuteAsync(httpContext);
}
