using Members.Admission;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.SignUp;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Grains.Admission;

/// <summary>
/// Decides on a member's newest application, takes a decision back and adds notes: one commit each. All begin with the row, since a
/// decider is told what stands, and never from memory alone (contract I18).
/// </summary>
internal sealed class ApplicationsHandler(SitePolicy site, LeaveGuard leave)
{
    public Task<Outcome<ApplicationDecided>> Decide(MemberContext member, DecideApplication command) =>
        Run(
            member,
            TypeOf(command.Command),
            DecisionRules.Check(command, member.Now),
            async (by, scope) =>
            {
                if (command.Command == ApplicationCommand.Block && await leave.Refuse(member) is { } refusal)
                {
                    return refusal;
                }

                var settings = await site.Admission();
                return await member.Commit(
                    r => Told(DecisionRules.Decide(r, command, by, member.Now, settings.UndoWindow), command, new(settings, member.Now)),
                    scope,
                    everywhere: command.Command == ApplicationCommand.Block);
            });

    public static Task<Outcome<ApplicationDecided>> Undo(MemberContext member) => Run(
        member, AuditType.DecisionUndone, null, (by, scope) => member.Commit(r => DecisionRules.Undo(r, by, member.Now), scope));

    public static Task<Outcome<ApplicationDecided>> Note(MemberContext member, string text) => Run(
        member,
        AuditType.ApplicationNote,
        DecisionRules.CheckNote(text),
        (by, scope) => member.Commit(r => DecisionRules.Note(r, text, by, member.Now), scope));

    public Task<Outcome<ApplicationDecided>> Ask(MemberContext member, string text) => Run(
        member,
        AuditType.ApplicationQuestion,
        QuestionRules.Check(text, QuestionRules.MostQuestion),
        async (by, scope) =>
        {
            var mails = new ApplicationMails(await site.Admission(), member.Now);
            return await member.Commit(
                r =>
                {
                    var asked = QuestionRules.Ask(r, text, by, member.Now);
                    return asked.Next is { } next ? asked with { Next = mails.Asked(next, text) } : asked;
                },
                scope);
        });

    public static Task<Outcome<ApplicationDecided>> Claim(MemberContext member, bool release) => Run(
        member,
        AuditType.ApplicationClaim,
        null,
        (by, scope) => member.Commit(r => QuestionRules.Claim(r, release, by, member.Now), scope));

    /// <summary>Who decides, where there is an application to write it into.</summary>
    public static async ValueTask<Actor> Decider(MemberContext member) =>
        MemberApplications.Newest(await member.Load()) is null ? Actor.System : await member.Actor();

    private static Task<Outcome<ApplicationDecided>> Run(
        MemberContext member,
        AuditType type,
        Refusal.Invalid? invalid,
        Func<Actor, AuditScope, Task<Outcome<ApplicationDecided>>> command) => member.Audited(type, async scope =>
        {
            if (invalid is not null)
            {
                return invalid;
            }

            if (member.IsCaller)
            {
                return new Refusal.AboutOneself();
            }

            await member.Reload();
            await member.LoadOrDrop();
            return await command(await member.Actor(), scope);
        });

    private static Decision<MemberRecord, Outcome<ApplicationDecided>> Told(
        Decision<MemberRecord, Outcome<ApplicationDecided>> decision, DecideApplication command, ApplicationMails mails) =>
        decision.Next is { } next ? decision with { Next = mails.Decided(next, command.Reason, command.TellMember) } : decision;

    private static AuditType TypeOf(ApplicationCommand command) => command switch
    {
        ApplicationCommand.Approve => AuditType.Approval,
        ApplicationCommand.Reject => AuditType.Rejection,
        ApplicationCommand.Block => AuditType.Block,
        ApplicationCommand.Undo or ApplicationCommand.Note or ApplicationCommand.Claim or ApplicationCommand.Ask =>
            throw new ArgumentException("This is no decision.", nameof(command)),
    };
}
