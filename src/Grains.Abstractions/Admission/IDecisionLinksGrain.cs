using Members.Outcomes;
using Members.Secrets;

namespace Members.Admission;

/// <summary>An application as the link in a mail to an approver shows it.</summary>
/// <param name="Application">The application.</param>
/// <param name="Approver">To whom the link was mailed.</param>
/// <param name="ApproverEmail">Their login address.</param>
[GenerateSerializer, Immutable, Alias("members.LinkedApplication")]
public sealed record LinkedApplication(ApplicationView Application, string Approver, string ApproverEmail)
{
    /// <summary>The id of the application only: Orleans logs messages that it cannot deliver (contract I15).</summary>
    public override string ToString() => $"application of member {Application.Id}";
}

/// <summary>
/// Decides on applications by the links in mails to approvers. A link is good for 30 hours, for one approver and one application, while
/// that person may decide, and while the applicant waits. A stateless worker: any key will do.
/// </summary>
[Alias("members.IDecisionLinksGrain")]
public interface IDecisionLinksGrain : IGrainWithIntegerKey
{
    /// <summary>The application. Nothing is changed: programs that look at mail open links too.</summary>
    /// <returns>
    /// Refused: <c>TokenInvalid</c>, also when the person may decide no more or the applicant is gone, <c>TokenExpired</c>.
    /// </returns>
    [Alias("Open")]
    Task<Outcome<LinkedApplication>> Open(OpaqueToken token);

    /// <summary>Approves or rejects in the name of the approver. One commit.</summary>
    /// <param name="token">The link's token.</param>
    /// <param name="command">Approve or reject.</param>
    /// <param name="reason">What the applicant is told.</param>
    /// <param name="answeredAt">Which answers the approver saw: see <see cref="DecideApplication.AnsweredAt"/>.</param>
    /// <returns>Refused: as of <see cref="Open"/>, <c>Invalid</c>, <c>AlreadyDecided</c>, <c>AboutOneself</c>.</returns>
    [Alias("Decide")]
    Task<Outcome<ApplicationDecided>> Decide(
        OpaqueToken token, ApplicationCommand command, string? reason, DateTimeOffset? answeredAt = null);
}
