using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Import;

namespace Members.Grains.Import;

/// <summary>
/// Applications as they come and leave. Where they came from, whom they were invited by and what could be undone stays behind.
/// </summary>
internal static class PortableApplications
{
    /// <summary>The member with applications that come from elsewhere.</summary>
    public static MemberRecord AddTo(MemberRecord member, ImmutableArray<PortableApplication> applications, DateTimeOffset now)
    {
        foreach (var application in applications)
        {
            var empty = Record(application);
            member = MemberApplications.ReplaceAnswers(
                member with { Applications = member.Applications.Add(empty) }, empty, application.Answers);
        }

        // Who was rejected has a decision, from which the time runs after which they may apply again.
        return member.Status != MemberStatus.Rejected || MemberApplications.Newest(member)?.Decision is not null
            ? member
            : MemberApplications.Replace(member, Rejected(MemberApplications.Newest(member), now));
    }

    /// <summary>What of an application leaves.</summary>
    public static PortableApplication Export(ApplicationRecord application) => new(application.SubmittedAt)
    {
        Number = application.Number,
        Answers = application.Answers,
        FormVersion = application.FormVersion,
        Rule = application.Rule,
        Decision = application.Decision?.View(),
        Notes = [.. application.Notes.Select(n => new ApplicationNote(n.By.View(), n.At, n.Text))],
        Questions = [.. application.Questions.Select(q => new ApplicationQuestion(q.By.View(), q.At, q.Text, q.Reply, q.RepliedAt))],
        History = [.. application.History.Select(h => new ApplicationEvent(h.Act, h.By?.View(), h.At, h.Reason))],
    };

    private static ApplicationRecord Record(PortableApplication from) => new(from.Number, from.SubmittedAt.ToUniversalTime())
    {
        FormVersion = from.FormVersion,
        Rule = from.Rule,
        Decision = from.Decision is { } d ? new DecisionRecord(d.Outcome, ActorRecord.Of(d.By), d.At, d.Reason, d.Note) : null,
        Notes = [.. from.Notes.Select(n => new NoteRecord(ActorRecord.Of(n.By), n.At, n.Text))],
        Questions = [.. from.Questions.Select(q => new QuestionRecord(ActorRecord.Of(q.By), q.At, q.Text, q.Reply, q.RepliedAt))],
        History = from.History.IsEmpty
            ? [new HistoryRecord(ApplicationAct.Submitted, null, from.SubmittedAt, null)]
            : [.. from.History.Select(h => new HistoryRecord(h.Act, h.By is null ? null : ActorRecord.Of(h.By), h.At, h.Reason))],
    };

    private static ApplicationRecord Rejected(ApplicationRecord? application, DateTimeOffset now)
    {
        var by = ActorRecord.Of(Actor.System);
        var rejected = application ?? new ApplicationRecord(1, now) { History = [new(ApplicationAct.Submitted, null, now, null)] };
        return rejected with
        {
            Decision = new DecisionRecord(ApplicationAct.Rejected, by, now, null, null),
            History = MemberApplications.Add(rejected.History, new HistoryRecord(ApplicationAct.Rejected, by, now, null)),
        };
    }
}
