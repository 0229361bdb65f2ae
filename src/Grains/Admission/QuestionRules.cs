using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Grains.Admission;

/// <summary>How staff ask an applicant, who replies, and how an application is claimed.</summary>
internal static class QuestionRules
{
    /// <summary>The most questions of an application, and the most characters of a question and of a reply.</summary>
    public const int MostQuestions = 5, MostQuestion = 1000, MostReply = 2000;

    /// <summary>How long a claim lasts.</summary>
    public static readonly TimeSpan ClaimedFor = TimeSpan.FromMinutes(5);

    /// <summary>Every rule that a question or a reply breaks.</summary>
    public static Refusal.Invalid? Check(string text, int max)
    {
        var broken = string.IsNullOrWhiteSpace(text)
            ? [new Violation("text", "REQUIRED", "The text must say something.")]
            : TextRules.Violations("text", "text", text, max, hasLines: true).ToArray();
        return broken.Length > 0 ? new Refusal.Invalid([.. broken]) : null;
    }

    /// <summary>Whether another question may be asked.</summary>
    public static bool MayAsk(MemberStatus status, ApplicationRecord application) =>
        status == MemberStatus.Pending && application.Questions.Length < MostQuestions;

    /// <summary>Asks something.</summary>
    public static Decision<MemberRecord, Outcome<ApplicationDecided>> Ask(MemberRecord record, string text, Actor by, DateTimeOffset now)
    {
        if (MemberApplications.Newest(record) is not { } application)
        {
            return new(null, new Refusal.MemberNotFound());
        }

        if (record.Status != MemberStatus.Pending)
        {
            return new(null, new Refusal.AlreadyDecided(record.Status, application.Decision?.View()));
        }

        if (!MayAsk(record.Status, application))
        {
            return new(null, new Refusal.Invalid(
                new Violation("text", "TOO_MANY", $"An applicant is asked at most {MostQuestions} times. Decide.")));
        }

        var question = new QuestionRecord(ActorRecord.Of(by), now, text, null, null);
        return Changed(record, application with { Questions = application.Questions.Add(question) });
    }

    /// <summary>Replies to the last question; a second reply takes the place of the first.</summary>
    public static Decision<MemberRecord, Refusal?> Reply(MemberRecord record, string text, DateTimeOffset now)
    {
        if (record.Status != MemberStatus.Pending || MemberApplications.Newest(record) is not { Questions: [.., var last] } application)
        {
            return new(null, new Refusal.Invalid(new Violation("text", "NOT_ASKED", "Nothing is asked.")));
        }

        var questions = application.Questions.SetItem(application.Questions.Length - 1, last with { Reply = text, RepliedAt = now });
        return new(MemberApplications.Replace(record, application with { Questions = questions }) with { News = now }, null);
    }

    /// <summary>Claims an application, or gives the claim up.</summary>
    public static Decision<MemberRecord, Outcome<ApplicationDecided>> Claim(MemberRecord record, bool release, Actor by, DateTimeOffset now)
    {
        if (MemberApplications.Newest(record) is not { } application)
        {
            return new(null, new Refusal.MemberNotFound());
        }

        if (application.Claim is { } claim && now < claim.Until && !claim.By.Is(by))
        {
            return new(null, new Refusal.AlreadyClaimed(claim.By.View(), claim.Until));
        }

        if (record.Status != MemberStatus.Pending && !release)
        {
            return new(null, new Refusal.AlreadyDecided(record.Status, application.Decision?.View()));
        }

        return Changed(record, application with { Claim = release ? null : new ClaimRecord(ActorRecord.Of(by), now + ClaimedFor) });
    }

    private static Decision<MemberRecord, Outcome<ApplicationDecided>> Changed(MemberRecord record, ApplicationRecord application) =>
        new(MemberApplications.Replace(record, application), new ApplicationDecided(Changed: true, application.Decision?.View()));
}
