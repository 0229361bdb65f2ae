using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Outcomes;

namespace Members.Grains.Admission;

/// <summary>Blocks: one commit, and every silo has forgotten the member when it answers (contract I4).</summary>
internal static class BlockHandler
{
    // What is remembered may be behind the row: nobody is told from memory alone that the member is blocked, or goes by another name.
    // Everywhere also when the member was blocked before: that call may have died between its commit and telling the others.
    public static Task<Outcome<Done>> Block(MemberContext member, EmailAddress? named) => member.Audited(AuditType.Block, async scope =>
    {
        await member.Reload();
        var by = await ApplicationsHandler.Decider(member);
        return await member.Commit(
            r => DecisionRules.Recorded(r, AdmissionRules.Block(r, named), by, member.Now), scope, everywhere: true);
    });
}
