using System.Globalization;
using Members.Accounts;
using Members.Admission;
using Members.Gateway.Pages;

namespace Members.Gateway.Admission;

/// <summary>An application as the page shows it to an approver, with two buttons while it waits.</summary>
/// <param name="Linked">The application, and to whom the link was mailed.</param>
/// <param name="Token">The token of the link.</param>
/// <param name="AsksPassword">Whether deciding takes the approver's password too.</param>
internal sealed record DecideSheet(LinkedApplication Linked, string Token, bool AsksPassword) : IResult
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>What was wrong with the form that was sent.</summary>
    public string? Message { get; init; }

    /// <summary>The reason that was typed, so that nobody types it twice.</summary>
    public string? Reason { get; init; }

    /// <summary>What is wrong with it.</summary>
    public string? ReasonError { get; init; }

    /// <summary>What is wrong with the password.</summary>
    public string? PasswordError { get; init; }

    private ApplicationView Application => Linked.Application;

    private bool Waits => Application.Status == MemberStatus.Pending;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers["Referrer-Policy"] = OwnForms.ReferrerPolicy;
        var decision = Waits ? null : Application.Decision;
        return Html.Decide.Write(
            httpContext,
            Status,
            Html.Policy(),
            ("title", Waits ? "Somebody wants to join" : "This is decided"),
            ("message", Message),
            ("failed", Status >= 400),
            ("email", Application.Email),
            ("name", Application.Name),
            ("status", StatusWord(Application.Status)),
            ("decided", decision is null ? null : $"{Act(decision.Outcome)} by {decision.By.Name} on {PlainTime.Of(decision.At)}"),
            ("reason", decision?.Reason),
            ("number", Application.Number.ToString(CultureInfo.InvariantCulture)),
            ("since", PlainTime.Of(Application.SubmittedAt)),
            ("rule", Application.Rule),
            ("invitedBy", Application.Invitation?.By.Name),
            ("network", Application.Network),
            ("alike", Alike()),
            ("answers", Application.Answers.IsEmpty ? null : Application.Answers.Select(ShownAnswer.Values).ToArray()),
            ("questions", Application.Questions.IsEmpty ? null : Application.Questions.Select(ShownAnswer.Values).ToArray()),
            ("notes", Application.Notes.IsEmpty ? null : Application.Notes.Select(Values).ToArray()),
            ("mayDecide", Waits),
            ("token", Token),
            ("text", Reason),
            ("reasonError", ReasonError),
            ("asksPassword", AsksPassword),
            ("passwordError", PasswordError),
            ("approver", Linked.Approver));
    }

    private static string StatusWord(MemberStatus status) => status switch
    {
        MemberStatus.Pending => "Waits for a decision",
        MemberStatus.Active => "A member",
        MemberStatus.Rejected => "Rejected",
        MemberStatus.Blocked => "Blocked",
        MemberStatus.None or MemberStatus.Offline => "No member",
    };

    private static string Act(ApplicationAct act) => act switch
    {
        ApplicationAct.Approved => "Approved",
        ApplicationAct.Rejected => "Rejected",
        ApplicationAct.Blocked => "Blocked",
        ApplicationAct.Submitted or ApplicationAct.Undone => "Changed",
    };

    private static Dictionary<string, object?> Values(ApplicationNote note) => new()
    {
        ["by"] = note.By.Name,
        ["at"] = PlainTime.Of(note.At),
        ["text"] = note.Text,
    };

    // They advise a person and decide nothing.
    private string? Alike() => (Application.SameNetwork, Application.SameAnswers) switch
    {
        (0, 0) => null,
        (var network, 0) => $"{network} from the same network in 30 days",
        (0, var answers) => $"{answers} with the same answers in 30 days",
        var (network, answers) => $"{network} from the same network and {answers} with the same answers in 30 days",
    };
}
