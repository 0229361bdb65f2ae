using System.Collections.Immutable;
using Members.Accounts;
using Members.Outcomes;
using Members.SignUp;
using Members.Secrets;

namespace Members.Admission;

/// <summary>A decision on an application, by somebody who has seen it.</summary>
/// <param name="Command">Approve, reject or block.</param>
/// <param name="Seen">The status that the decider had before them.</param>
/// <param name="Number">The number of the application that they saw; null for the newest.</param>
/// <param name="Reason">What the applicant is told, at most 1,000 characters.</param>
/// <param name="Note">What staff alone read, at most 1,000 characters.</param>
[GenerateSerializer, Immutable, Alias("members.DecideApplication")]
public sealed record DecideApplication(
    ApplicationCommand Command, MemberStatus Seen = MemberStatus.Pending, int? Number = null, string? Reason = null, string? Note = null)
{
    /// <summary>Of a block, when it ends by itself; null for never.</summary>
    [Id(5)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of a block, whether the member is told why and until when.</summary>
    [Id(6)]
    public bool TellMember { get; init; }

    /// <summary>
    /// <see cref="ApplicationView.AnsweredAt"/> of the application that the decider saw: when the applicant has changed the answers since,
    /// nothing is decided. Null when the decider does not say.
    /// </summary>
    [Id(7)]
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>A command to an application was carried out.</summary>
/// <param name="Changed">Whether it changed something; not when somebody had decided the same before.</param>
/// <param name="Decision">The decision that stands.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationDecided")]
public sealed record ApplicationDecided(bool Changed, ApplicationDecision? Decision);

/// <summary>
/// A member's applications. The same grain as <see cref="IMemberGrain"/>, keyed by the member id. An application is decided once: of
/// decisions that race one takes effect, and the others are told which (contract I18). The actor is that of the call's origin.
/// </summary>
[Alias("members.IMemberApplicationsGrain")]
public interface IMemberApplicationsGrain : IGrainWithGuidKey
{
    /// <summary>Approves, rejects or blocks, if the member's status is still the one that was seen. One commit.</summary>
    /// <returns>
    /// Refused: <c>Invalid</c>, <c>MemberNotFound</c> where there is no application, <c>AlreadyDecided</c> when the status has become
    /// another one than was seen and than is wanted.
    /// </returns>
    [Alias("Decide")]
    Task<Outcome<ApplicationDecided>> Decide(DecideApplication command);

    /// <summary>
    /// Takes the last decision back, within the time that the site allows, for whoever made it. What the decision let in is out when it
    /// answers. One commit.
    /// </summary>
    /// <returns>Refused: <c>MemberNotFound</c>, <c>AlreadyDecided</c> when another decided last, <c>UndoOver</c>.</returns>
    [Alias("UndoDecision")]
    Task<Outcome<ApplicationDecided>> UndoDecision();

    /// <summary>Adds a note that staff alone read. The newest 20 of an application are kept. One commit.</summary>
    /// <returns>Refused: <c>Invalid</c>, <c>MemberNotFound</c>.</returns>
    [Alias("AddNote")]
    Task<Outcome<ApplicationDecided>> AddNote(string text);

    /// <summary>Asks the applicant something, by mail. At most five questions an application. One commit.</summary>
    /// <returns>Refused: <c>Invalid</c>, <c>MemberNotFound</c>, <c>AlreadyDecided</c> when it does not wait.</returns>
    [Alias("Ask")]
    Task<Outcome<ApplicationDecided>> Ask(string text);

    /// <summary>
    /// Says that the caller looks after the application for five minutes, or no longer does. It keeps nobody from deciding. One commit.
    /// </summary>
    /// <returns>Refused: <c>MemberNotFound</c>, <c>AlreadyClaimed</c>.</returns>
    [Alias("Claim")]
    Task<Outcome<ApplicationDecided>> Claim(bool release);

    /// <summary>The application as its applicant sees it, by their token.</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("Mine")]
    Task<Outcome<OwnApplication>> Mine(OpaqueToken token);

    /// <summary>Replies to the last question, by the applicant's token. One commit.</summary>
    /// <returns>Refused: <c>Invalid</c>, also when nothing is asked, <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("Reply")]
    Task<Outcome<OwnApplication>> Reply(OpaqueToken token, string text);

    /// <summary>
    /// Replaces the answers to the sign-up form while the application waits, by the applicant's token. The form is the one of now. Consents
    /// stay as they were given. One commit, or none when nothing is new.
    /// </summary>
    /// <param name="token">The applicant's token.</param>
    /// <param name="answers">All answers as JSON, by the key of the field.</param>
    /// <returns>
    /// Refused: <c>Invalid</c>, <c>AlreadyDecided</c> when it does not wait, <c>TokenInvalid</c>, <c>TokenExpired</c>.
    /// </returns>
    [Alias("ChangeAnswers")]
    Task<Outcome<OwnApplication>> ChangeAnswers(OpaqueToken token, ImmutableSortedDictionary<string, string> answers);

    /// <summary>
    /// Withdraws, by the applicant's token: all that is known about them is erased, and the address is free, or free once they could have
    /// applied again when they were rejected. One commit.
    /// </summary>
    /// <returns>Refused: <c>AlreadyDecided</c> when they are in, or blocked, <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    [Alias("Withdraw")]
    Task<Outcome<Done>> Withdraw(OpaqueToken token);

    /// <summary>
    /// Applies again after a rejection: the next number, which always waits. With the member's password it is one commit. Where addresses
    /// are verified a code is mailed instead, in one commit; <see cref="IMemberGrain.Register"/> with it applies and sets the password.
    /// </summary>
    /// <returns>
    /// Refused: <c>EmailVerificationRequired</c> when a code was mailed, <c>EmailTaken</c> unless all is as it must be; otherwise what
    /// <see cref="IMemberGrain.Register"/> is refused with.
    /// </returns>
    [Alias("ApplyAgain")]
    Task<Outcome<Registered>> ApplyAgain(RegisterMember command, CancellationToken cancellationToken = default);
}

/// <summary>Lists applications. It is a stateless worker and runs on the silo that is called.</summary>
[Alias("members.IApplicationQueueGrain")]
public interface IApplicationQueueGrain : IGrainWithIntegerKey
{
    /// <summary>A page of applications.</summary>
    [Alias("List")]
    Task<ApplicationPage> List(ApplicationQuery query);

    /// <summary>The newest application of a member; null when there is none.</summary>
    [Alias("Find")]
    Task<ApplicationView?> Find(Guid member);

    /// <summary>How many wait.</summary>
    [Alias("Summary")]
    Task<QueueSummary> Summary();

    /// <summary>What other rules would have made of the last 100 applications. Nothing is changed.</summary>
    /// <returns>Refused: <c>Invalid</c>.</returns>
    [Alias("TryRules")]
    Task<Outcome<RuleTrial>> TryRules(ImmutableArray<AdmissionRule> rules);
}
