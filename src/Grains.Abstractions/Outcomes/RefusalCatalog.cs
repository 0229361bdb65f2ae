using System.Globalization;
using Members.Accounts;
using Members.Admission;
using Members.Secrets;
using Members.SignUp;

namespace Members.Outcomes;

/// <summary>
/// How each refusal is reported: in the HTTP API, at the OAuth endpoints, to Wix clients, on the pages and in the audit log. A new
/// <see cref="Refusal"/> does not compile until it names its row.
/// </summary>
internal static class RefusalCatalog
{
    /// <summary>Deliberately vague: OAuth clients are not told which of these applies (RFC 6749, 5.2).</summary>
    public static readonly ErrorReply BadGrant =
        new(ApiError.InvalidGrant, "This grant is not valid, has expired or was used, or belongs to another client.");

    private static readonly PageReply LoginFailed = new(400, "That did not work. Log in again.");

    private static readonly PageReply DeadPasswordLink = new(
        400,
        "It may be incomplete or withdrawn. Your password has not changed. Ask for a new link where you log in.",
        "This link does not work");

    private static readonly PageReply DeadUndoLink = new(
        400, "It may be incomplete or withdrawn. Nothing has changed.", "This link does not work");

    public static readonly RefusalEntry InvalidCredentials = Row(
        new(ApiError.InvalidCredentials, "The e-mail address or the password is wrong."),
        login: new(400, "The e-mail address or the password is wrong."));

    public static readonly RefusalEntry UndoOver = Row(
        new(ApiError.UndoOver, "The time in which this decision could be taken back is over. Decide anew."));

    public static readonly RefusalEntry LastOwner = Row(
        new(ApiError.LastOwner, "Nobody else is an active owner. Make somebody else an owner first."));

    public static readonly RefusalEntry AboutOneself = Row(
        new(ApiError.PermissionDenied, "Nobody decides about themself. Ask another person of the staff."));

    public static readonly RefusalEntry MemberNotFound = Row(
        new(ApiError.MemberNotFound, "There is no member with this id or e-mail address."),
        oauth: new(ApiError.InvalidGrant, "There is no such member."));

    public static readonly RefusalEntry EmailTaken = Row(
        new(ApiError.EmailAlreadyExists, "This e-mail address belongs to a member already."));

    public static readonly RefusalEntry TokenUnknown = Row(
        new(ApiError.TokenInvalid, "This token is not valid."));

    public static readonly RefusalEntry TokenUsed = Row(
        new(ApiError.TokenInvalid, "This token has been used already. Each works once."),
        setPassword: new(
            400, "Each link works once. If it was not you who used it, ask for a new link at once.", "This link has been used already"),
        undo: new(400, "The change has been undone.", "This link has been used already"));

    public static readonly RefusalEntry TokenReplaced = Row(
        new(ApiError.TokenInvalid, "A newer token has taken this one's place. Use the newest."),
        setPassword: new(400, "Only the link in the newest mail works. Your password has not changed.", "There is a newer link"));

    public static readonly RefusalEntry TokenRevoked = Row(
        new(ApiError.TokenInvalid, "This token was withdrawn."));

    public static readonly RefusalEntry TokenExpired = Row(
        new(ApiError.TokenExpired, "This token has expired. Ask for a new one."),
        setPassword: new(400, "Your password has not changed. Ask for a new link where you log in.", "This link has expired"),
        undo: new(400, "A change can be undone for seven days. Ask the site's owner for help.", "This link has expired"));

    public static readonly RefusalEntry Unauthenticated = Row(
        new(ApiError.Unauthenticated, "The session has ended. Log in again."));

    public static readonly RefusalEntry EmailCodeWrong = VerificationFailed(
        "BAD_CODE", "This is not the code that was mailed last.");

    public static readonly RefusalEntry EmailVerificationNotFound = VerificationFailed(
        "NOT_FOUND", "There is no such verification, or its time is over. Begin again.");

    public static readonly RefusalEntry SignupClosed = Row(
        new(ApiError.SignupClosed, "Nobody can sign up here at the moment. Ask the site's owner."));

    public static readonly RefusalEntry InvitationRequired = Row(
        new(ApiError.InvitationRequired, "Signing up here takes an invitation. Enter its code."));

    public static RefusalEntry PendingApproval(OpaqueToken? application) => Row(
        new(ApiError.PendingApproval, "This member waits for approval and cannot log in yet."),
        oauth: new(ApiError.InvalidGrant, "This member waits for approval."),
        login: new(403, "Your registration waits for approval. You can log in once it is approved.")) with
    {
        WixState = "REQUIRE_OWNER_APPROVAL",
        Application = application is null ? null : new ApplicationFacts(Token: application),
    };

    public static RefusalEntry MemberBlocked(string? reason, DateTimeOffset? until) => Row(
        new(ApiError.MemberBlocked, "This member is blocked and cannot log in."),
        oauth: new(ApiError.InvalidGrant, "This member is blocked."),
        login: new(403, "This member is blocked. Ask the site's owner.")) with
    {
        Application = reason is null && until is null ? null : new ApplicationFacts(Reason: reason, Until: until),
    };

    public static RefusalEntry InvitationInvalid(InvitationFailure reason)
    {
        var (name, detail) = reason switch
        {
            InvitationFailure.Unknown => ("UNKNOWN", "There is no invitation with this code. Check the code, or ask for a new one."),
            InvitationFailure.Expired => ("EXPIRED", "This invitation has expired. Ask for a new one."),
            InvitationFailure.UsedUp => ("USED_UP", "This invitation has been used as often as it may be. Ask for a new one."),
            InvitationFailure.Revoked => ("REVOKED", "This invitation was withdrawn. Ask for a new one."),
            InvitationFailure.OtherAddress => ("OTHER_ADDRESS", "This invitation is for another address. Sign up with that address."),
        };
        return Row(new(ApiError.InvitationInvalid, detail)) with { Application = new ApplicationFacts(Reason: name) };
    }

    public static RefusalEntry SignupRefused(string? text) =>
        Row(new(ApiError.SignupRefused, string.IsNullOrWhiteSpace(text) ? "This site does not let you sign up. Ask its owner." : text));

    public static RefusalEntry AlreadyClaimed(Actor by) =>
        Row(new(ApiError.AlreadyClaimed, $"{by.Name} looks after this application just now. You may decide on it all the same."));

    public static RefusalEntry ApplicationRejected(
        string? reason, DateTimeOffset? at, DateTimeOffset? again, OpaqueToken? application) => Row(
        new(ApiError.ApplicationRejected, "This application was rejected, so its member cannot log in."),
        oauth: new(ApiError.InvalidGrant, "This member's application was rejected."),
        login: new(403, $"Your application was not accepted.{(reason is null ? "" : $" {reason}")}")) with
        {
            WixIdentity = MemberBlocked(null, null).WixIdentity,
            Application = new ApplicationFacts(Reason: reason, At: at, Again: again, Token: application),
        };

    public static RefusalEntry AlreadyDecided(MemberStatus status, ApplicationDecision? decision) => Row(
        new(ApiError.AlreadyDecided, decision is null
            ? $"The application is not as you saw it: its member is {MemberStatuses.Of(status).ApiName}. Look at it again."
            : $"{decision.By.Name} has decided on this application already: its member is {MemberStatuses.Of(status).ApiName}.")) with
    {
        Application = new ApplicationFacts(status, decision),
    };

    public static RefusalEntry Invalid(IReadOnlyList<Violation> violations)
    {
        PageReply first = new(400, violations.Count > 0 ? violations[0].Description : ApiError.ValidationFailed.Title);
        ErrorReply reply = new(ApiError.ValidationFailed, string.Join(' ', violations.Select(v => v.Description)));
        return Row(reply, login: first, setPassword: first) with { Violations = violations };
    }

    public static RefusalEntry TooManyRequests(TimeSpan wait)
    {
        ErrorReply reply = new(ApiError.TooManyRequests, $"Too many calls of this kind. Try again in {Seconds(wait)} seconds.");
        PageReply tries = new(429, "Too many tries. Wait a little and try again.");
        return Row(reply, oauth: reply, login: tries, setPassword: tries) with { RetryAfter = wait };
    }

    public static RefusalEntry Overloaded(TimeSpan wait)
    {
        ErrorReply reply = new(ApiError.Overloaded, $"Too many logins are being checked. Try again in {Seconds(wait)} seconds.");
        PageReply busy = new(503, "The site is busy just now. Your link is still good: try again in a moment.");
        return Row(reply, oauth: reply, login: new(503, "The site is busy just now. Try again in a moment."), setPassword: busy) with
        {
            RetryAfter = wait,
        };
    }

    public static RefusalEntry EmailVerificationRequired(OpaqueToken verification) =>
        Row(new(ApiError.EmailVerificationRequired, "Email verification required. A code was mailed; send the request again with it.")) with
        {
            WixState = "REQUIRE_EMAIL_VERIFICATION",
            Verification = verification,
        };

    /// <summary>A wait in whole seconds, as in the header Retry-After (RFC 9110, 10.2.3).</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static RefusalEntry VerificationFailed(string reason, string detail) =>
        Row(new(ApiError.EmailVerificationFailed, detail)) with
        {
            WixIdentity = new(ApiError.VerificationFailed, "The code is wrong, or its time is over."),
            VerificationFailureReason = reason,
        };

    // Interfaces that a row leaves out reply with the least specific text.
    private static RefusalEntry Row(
        ErrorReply api, ErrorReply? oauth = null, PageReply? login = null, PageReply? setPassword = null, PageReply? undo = null) =>
        new(api, oauth ?? BadGrant, login ?? LoginFailed, setPassword ?? DeadPasswordLink, undo ?? DeadUndoLink);
}
