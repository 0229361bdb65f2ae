using System.Net;
using Members.Accounts;
using Members.Grains.Applications;
using Members.Grains.Invitations;
using Members.Grains.SignUp;
using Members.Outcomes;
using Members.Settings;
using Members.SignUp;

namespace Members.Grains.Registration;

/// <summary>
/// Whether the door, the invitation, the form and the rules let somebody in: in this order, and before the address is looked at, so that
/// known and unknown addresses hear the same (admission, section 3).
/// </summary>
internal static class SubmissionRules
{
    /// <summary>What somebody signs up with, or why they cannot.</summary>
    /// <param name="command">The registration.</param>
    /// <param name="policy">What the site requires.</param>
    /// <param name="terms">The form and the rules.</param>
    /// <param name="invitation">The invitation of the code, checked; null without a code.</param>
    /// <param name="from">Where the call comes from.</param>
    /// <param name="now">The time.</param>
    public static Outcome<SubmissionRecord> Check(
        RegisterMember command, SignupPolicy policy, CompiledTerms terms, UsableInvitation? invitation, IPAddress? from, DateTimeOffset now)
    {
        if (RefuseDoor(command, policy, now) is { } closed)
        {
            return closed;
        }

        var language = policy.Admission?.DefaultLanguage ?? "en";
        var check = AnswerRules.Check(terms, command.Answers, command.Contact.Locale, language);
        if (!check.Violations.IsEmpty)
        {
            return new Refusal.Invalid(check.Violations);
        }

        var applicant = new Applicant(command.Email, from, invitation?.Record.Id.ToString(), check.Answers);
        var rule = RulesetRules.Find(terms.Terms.Rules, applicant);
        if (rule is { Then: Admittance.Refuse })
        {
            return new Refusal.SignupRefused(rule.Text);
        }

        var form = terms.Terms.Form;
        return new SubmissionRecord(check.Answers, form.Fields.IsEmpty ? null : form.Version)
        {
            Rule = rule?.Name,
            Invitation = invitation?.Record,
            Admits = rule?.Then ?? invitation?.Admits,
            UserAgent = command.UserAgent,
        };
    }

    /// <summary>Why the door is closed to somebody; null when it is not.</summary>
    public static Refusal? RefuseDoor(RegisterMember command, SignupPolicy policy, DateTimeOffset now) => policy.ModeAt(now) switch
    {
        SignupMode.Closed => new Refusal.SignupClosed(),
        SignupMode.Invite when string.IsNullOrWhiteSpace(command.Invitation) => new Refusal.InvitationRequired(),
        SignupMode.Invite or SignupMode.Open or SignupMode.Approve => null,
    };

    /// <summary>The status of a new member.</summary>
    public static MemberStatus StatusOf(SubmissionRecord submission, SignupPolicy policy, DateTimeOffset now) => submission.Admits switch
    {
        Admittance.Approve => MemberStatus.Active,
        Admittance.Queue or Admittance.Refuse => MemberStatus.Pending,
        null => policy.ModeAt(now) == SignupMode.Open ? MemberStatus.Active : MemberStatus.Pending,
    };
}
