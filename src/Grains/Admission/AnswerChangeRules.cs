using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.Admission;

/// <summary>How an applicant changes the answers of an application that waits.</summary>
internal static class AnswerChangeRules
{
    /// <summary>The most changes of an application: each is a mail to approvers.</summary>
    public const int Most = 20;

    /// <summary>Replaces the answers. What was agreed to stays: a consent is given, and withdrawn by withdrawing.</summary>
    /// <param name="record">The member.</param>
    /// <param name="answers">The answers as JSON, by the key of the field.</param>
    /// <param name="terms">The form as it is now: it may have changed since the sign-up.</param>
    /// <param name="defaultLanguage">The site's language.</param>
    /// <param name="now">The time.</param>
    public static Decision<MemberRecord, Refusal?> Change(
        MemberRecord record,
        ImmutableSortedDictionary<string, string> answers,
        CompiledTerms terms,
        string defaultLanguage,
        DateTimeOffset now)
    {
        if (record.Status != MemberStatus.Pending || MemberApplications.Newest(record) is not { } application)
        {
            return new(null, new Refusal.AlreadyDecided(record.Status, MemberApplications.Newest(record)?.Decision?.View()));
        }

        var contact = record.Profile.Contact;
        var check = AnswerRules.Check(terms.WithoutConsents, answers, contact.Locale, defaultLanguage);
        if (!check.Violations.IsEmpty)
        {
            return new(null, new Refusal.Invalid(check.Violations));
        }

        ImmutableArray<Answer> all = [.. check.Answers, .. application.Answers.Where(a => a.Kind == FieldKind.Consent)];
        if (AreSame(all, application.Answers))
        {
            return new(null, null);
        }

        if (application.AnswerChanges >= Most)
        {
            return new(null, new Refusal.Invalid(
                new Violation("answers", "TOO_MANY", $"The answers of an application are changed at most {Most} times.")));
        }

        var form = terms.Terms.Form;
        var former = AnswerRules.Remove(contact, form, application.Answers);
        var told = record with
        {
            UpdatedAt = now,
            News = now,
            Profile = record.Profile with { Contact = AnswerRules.Store(former, form, check.Answers) },
        };
        var changed = application with
        {
            AnswersChangedAt = now,
            AnswerChanges = application.AnswerChanges + 1,
            FormVersion = form.Fields.IsEmpty ? null : form.Version,
        };
        return new(MemberApplications.ReplaceAnswers(told, changed, all), null);
    }

    // A key is there once at most.
    private static bool AreSame(ImmutableArray<Answer> answers, ImmutableArray<Answer> others) =>
        answers.Length == others.Length && answers.All(a => others.Any(o => o.Key == a.Key && o.Value == a.Value));
}
