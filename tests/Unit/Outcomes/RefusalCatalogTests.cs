using Members.Accounts;
using Members.Audit;
using Members.Outcomes;
using Members.Secrets;
using Members.Admission;
using Members.SignUp;

namespace Members.Tests.Unit.Outcomes;

public sealed class RefusalCatalogTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1.5);

    private static readonly Refusal[] Refusals =
    [
        new Refusal.Invalid(new Violation("email", "REQUIRED", "The email is required.")),
        new Refusal.InvalidCredentials(),
        new Refusal.PendingApproval(),
        new Refusal.MemberBlocked(),
        new Refusal.ApplicationRejected("Not this year.", Moments.Start),
        new Refusal.AlreadyDecided(MemberStatus.Active, null),
        new Refusal.UndoOver(),
        new Refusal.AlreadyClaimed(Actor.System, Moments.Start),
        new Refusal.SignupClosed(),
        new Refusal.SignupRefused("Members alone."),
        new Refusal.InvitationRequired(),
        .. Enum.GetValues<InvitationFailure>().Select(reason => new Refusal.InvitationInvalid(reason)),
        new Refusal.LastOwner(),
        new Refusal.AboutOneself(),
        new Refusal.MemberNotFound(),
        new Refusal.EmailTaken(),
        .. Enum.GetValues<TokenFate>().Select(fate => new Refusal.TokenInvalid(fate)),
        new Refusal.TokenExpired(),
        new Refusal.Unauthenticated(),
        new Refusal.TooManyRequests(Wait),
        new Refusal.EmailVerificationRequired(Make.Token(TokenPurpose.EmailVerification)),
        .. Enum.GetValues<VerificationFailure>().Select(reason => new Refusal.EmailVerificationFailed(reason)),
        new Refusal.Overloaded(Wait),
    ];

    [Fact]
    public void Every_case_is_looked_at_here() =>
        Assert.Equal(
            typeof(Refusal).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Refusal))).Select(type => type.Name).Order(),
            Refusals.Select(refusal => refusal.GetType().Name).Distinct().Order());

    [Fact]
    public void The_audit_log_has_the_code_of_the_API() =>
        Assert.All(Refusals, refusal => Assert.Equal(refusal.Entry.Api.Error.Name, AuditResult.Of(refusal)));

    [Fact]
    public void An_OAuth_client_may_try_again_or_has_an_invalid_grant() =>
        Assert.All(Refusals, refusal => Assert.Equal(
            refusal.Entry.RetryAfter is null ? "invalid_grant" : "temporarily_unavailable", refusal.Entry.OAuth.Error.OAuthError));

    // A 401 must carry a challenge (RFC 9110, 15.5.2), at which browsers open a dialog of their own.
    [Fact]
    public void A_page_never_asks_the_browser_for_credentials() =>
        Assert.All(Refusals, refusal => Assert.All(
            new[] { refusal.Entry.LoginPage, refusal.Entry.SetPasswordPage, refusal.Entry.UndoPage },
            page => Assert.True(page.Status is 400 or 403 or 429 or 503)));

    [Fact]
    public void The_set_password_form_is_shown_again_while_the_link_still_works() =>
        Assert.Equal(
            [nameof(Refusal.Invalid), nameof(Refusal.TooManyRequests), nameof(Refusal.Overloaded)],
            Refusals.Where(refusal => refusal.Entry.SetPasswordPage.Title is null).Select(refusal => refusal.GetType().Name));

    [Fact]
    public void What_became_of_a_token_has_a_sentence_of_its_own() =>
        Assert.Equal(
            Enum.GetValues<TokenFate>().Length,
            Enum.GetValues<TokenFate>().Select(fate => new Refusal.TokenInvalid(fate).Entry.Api.Detail).Distinct().Count());

    [Fact]
    public void A_wait_is_rounded_up_to_whole_seconds() =>
        Assert.EndsWith("Try again in 2 seconds.", new Refusal.TooManyRequests(Wait).Entry.Api.Detail, StringComparison.Ordinal);
}
