using System.Collections.Immutable;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.SignUp;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.Admission;

/// <summary>Shows and takes a member's consents.</summary>
internal sealed class ConsentsHandler(SitePolicy site)
{
    public async Task<Outcome<MemberConsents>> List(MemberContext member) => await member.Find() is { } record
        ? ConsentRules.View(record, await Form())
        : new Refusal.MemberNotFound();

    public Task<Outcome<MemberConsents>> Give(MemberContext member, ImmutableSortedDictionary<string, string> versions) =>
        member.Audited(AuditType.ConsentGiven, async scope =>
        {
            var form = await Form();
            return await member.Commit(r => ConsentRules.Give(r, versions, form, member.Now), scope);
        });

    private async Task<SignupForm> Form() => (await site.Terms(await site.Current())).Terms.Form;
}
