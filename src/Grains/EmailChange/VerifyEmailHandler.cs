using Members.Accounts;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Grains.EmailChange;

/// <summary>Staff confirm an address that no mail has shown to be the member's: one commit.</summary>
internal static class VerifyEmailHandler
{
    public static Task<Outcome<MemberView>> Verify(MemberContext member) =>
        member.Audited<MemberView>(AuditType.EmailVerified, async scope =>
        {
            if (member.IsCaller)
            {
                return new Refusal.AboutOneself();
            }

            // What is remembered may be behind the row, and show another address.
            await member.Reload();
            var outcome = await member.Commit(r => Decide(r, member.Now), scope);
            return outcome.Succeeded ? MemberViews.Of(outcome.Value) : outcome.Refusal;
        });

    private static Decision<MemberRecord, Outcome<MemberRecord>> Decide(MemberRecord record, DateTimeOffset now)
    {
        if (!record.Exists())
        {
            return new(null, new Refusal.MemberNotFound());
        }

        if (record.Addresses.Verified)
        {
            return new(null, record);
        }

        var next = record with { UpdatedAt = now, Addresses = record.Addresses with { Verified = true } };
        return new(next, next);
    }
}
