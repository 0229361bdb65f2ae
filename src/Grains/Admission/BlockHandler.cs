using Members.Accounts;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.SignUp;
using Members.Grains.Staff;
using Members.Outcomes;

namespace Members.Grains.Admission;

/// <summary>Blocks: one commit, and every silo has forgotten the member when it answers (contract I4).</summary>
internal sealed class BlockHandler(SitePolicy site, LeaveGuard leave)
{
    // What is remembered may be behind the row: nobody is told from memory alone that the member is blocked, or goes by another name.
    // Everywhere also when the member was blocked before: that call may have died between its commit and telling the others.
    public Task<Outcome<Done>> Block(MemberContext member, BlockMember command) => member.Audited(AuditType.Block, async scope =>
    {
        if (SuspensionRules.Check(command, member.Now) is { } invalid)
        {
            return invalid;
        }

        if (await leave.Refuse(member) is { } refusal)
        {
            return refusal;
        }

        await member.Reload();
        var by = await ApplicationsHandler.Decider(member);
        var settings = command.TellMember ? await site.Admission() : null;
        return await member.Commit(
            r =>
            {
                var blocked = AdmissionRules.Block(r, command);
                var recorded = DecisionRules.Recorded(r, blocked, by, member.Now, command.Reason);
                return settings is null || recorded.Next is not { } next
                    ? recorded
                    : recorded with { Next = new ApplicationMails(settings, member.Now).Changed(r, next, command.TellMember) };
            },
            scope,
            everywhere: true);
    });
}
