using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Applications;

namespace Members.Grains.Admission;

/// <summary>Shows applications to staff.</summary>
internal static class ApplicationViews
{
    /// <summary>The newest application of a member, with the earlier ones; null when there is none.</summary>
    /// <param name="row">The member, and how many applied alike.</param>
    /// <param name="to">Who looks at it.</param>
    /// <param name="now">The time.</param>
    public static ApplicationView? Of(ApplicationRow row, Actor to, DateTimeOffset now)
    {
        var member = row.Member;
        return MemberApplications.Newest(member) is { } newest
            ? Of(member, newest) with
            {
                Earlier = [.. member.Applications.SkipLast(1).Select(a => Of(member, a))],
                SameNetwork = row.SameNetwork,
                SameAnswers = row.SameAnswers,
                Allowed = Allowed(member, newest, to, now),
                ClaimedBy = newest.Claim is { } claim && now < claim.Until ? claim.By.View() : null,
                ClaimedUntil = newest.Claim is { } held && now < held.Until ? held.Until : null,
            }
            : null;
    }

    private static ApplicationView Of(MemberRecord member, ApplicationRecord application) =>
        new(member.Id, application.Number, member.Status, member.Addresses.Login?.Typed ?? "", application.SubmittedAt)
        {
            Name = MemberNames.Full(member.Profile.Contact),
            Network = application.Origin?.Network,
            UserAgent = application.Origin?.UserAgent,
            FormVersion = application.FormVersion,
            Answers = application.Answers,
            AnswersChangedAt = application.AnswersChangedAt,
            Rule = application.Rule,
            Invitation = application.Invitation is { } used ? new ApplicationInvitation(used.Id, used.Note, used.By.View()) : null,
            Questions = [.. application.Questions.Select(q => new ApplicationQuestion(q.By.View(), q.At, q.Text, q.Reply, q.RepliedAt))],
            Decision = application.Decision?.View(),
            Notes = [.. application.Notes.Select(n => new ApplicationNote(n.By.View(), n.At, n.Text))],
            History = [.. application.History.Select(h => new ApplicationEvent(h.Act, h.By?.View(), h.At, h.Reason))],
        };

    // What would be refused is not offered.
    private static ImmutableArray<ApplicationCommand> Allowed(
        MemberRecord member, ApplicationRecord application, Actor to, DateTimeOffset now) =>
        to.Kind == ActorKind.Member && to.Id == member.Id.ToString() ? [] :
        [
            .. new[] { ApplicationCommand.Approve, ApplicationCommand.Reject, ApplicationCommand.Block }.Where(
                c => ApplicationTransitions.Of(member.Status, c).Next is { } next && next != member.Status),
            .. DecisionRules.UndoOf(application, to) is { } undo && now < undo.Until
                ? [ApplicationCommand.Undo] : Array.Empty<ApplicationCommand>(),
            ApplicationCommand.Note,
            .. member.Status == MemberStatus.Pending && !(application.Claim is { } claim && now < claim.Until && !claim.By.Is(to))
                ? [ApplicationCommand.Claim] : Array.Empty<ApplicationCommand>(),
            .. QuestionRules.MayAsk(member.Status, application) ? [ApplicationCommand.Ask] : Array.Empty<ApplicationCommand>(),
        ];
}
