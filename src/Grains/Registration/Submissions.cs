using System.Net;
using Members.Accounts;
using Members.Calls;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Invitations;
using Members.Grains.SignUp;
using Members.Outcomes;
using Members.Settings;

namespace Members.Grains.Registration;

/// <summary>A registration that is let in, as far as the site's form and rules go.</summary>
/// <param name="Command">The registration, with what the form stores in the member's contact.</param>
/// <param name="Submission">What was checked.</param>
/// <param name="Policy">What the site requires.</param>
internal sealed record CheckedSubmission(RegisterMember Command, SubmissionRecord Submission, SignupPolicy Policy);

/// <summary>Checks what somebody signs up with against what the site asks at that moment.</summary>
internal sealed class Submissions(SitePolicy site, UsableInvitations invitations)
{
    /// <summary>Checks a registration.</summary>
    /// <returns>
    /// Refused: <c>SignupClosed</c>, <c>InvitationRequired</c>, <c>InvitationInvalid</c>, <c>Invalid</c>, <c>SignupRefused</c>.
    /// </returns>
    public async Task<Outcome<CheckedSubmission>> Check(RegisterMember command, DateTimeOffset now)
    {
        var policy = await site.Current();
        var terms = await site.Terms(policy);
        var from = IPAddress.TryParse(CallOrigin.Current.Address, out var address) ? address : null;
        if (SubmissionRules.RefuseDoor(command, policy, now) is { } closed)
        {
            return closed;
        }

        UsableInvitation? invitation = null;
        if (!string.IsNullOrWhiteSpace(command.Invitation))
        {
            var found = await invitations.Find(command.Invitation, command.Email, now);
            if (!found.Succeeded)
            {
                return found.Refusal;
            }

            invitation = found.Value;
        }

        var submission = SubmissionRules.Check(command, policy, terms, invitation, from, now);
        if (!submission.Succeeded)
        {
            return submission.Refusal;
        }

        var contact = AnswerRules.Store(command.Contact, terms.Terms.Form, submission.Value.Answers);
        return new CheckedSubmission(command with { Contact = contact }, submission.Value, policy);
    }

    /// <summary>The mails that go with a policy.</summary>
    public ApplicationMails Mails(SignupPolicy policy, DateTimeOffset now) => new(site.AdmissionOf(policy), now);
}
