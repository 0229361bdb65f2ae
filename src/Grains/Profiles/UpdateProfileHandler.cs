using Members.Accounts;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Outcomes;

namespace Members.Grains.Profiles;

/// <summary>Members change what they tell about themselves: one commit.</summary>
internal static class UpdateProfileHandler
{
    public static Task<Outcome<MemberView>> Update(MemberContext member, UpdateProfile command) =>
        member.Audited<MemberView>(AuditType.ProfileChange, async scope =>
        {
            await member.LoadOrDrop();
            var outcome = await member.Commit(r => ProfileRules.Update(r, command, member.Now), scope);
            return outcome.Succeeded ? MemberViews.Of(outcome.Value) : outcome.Refusal;
        });

    /// <summary>What only the member sees.</summary>
    public static async Task<OwnAccount?> Own(MemberContext member) => await member.Find() is { } record
        ? new OwnAccount(record.Credentials.Password is not null, [.. SetAside(record, member.Now)])
        {
            DeletionDelay = member.Options.AccountDeletionDelay,
        }
        : null;

    private static IEnumerable<SetAsideAddress> SetAside(MemberRecord record, DateTimeOffset now) =>
        record.Addresses.Reserved.Where(r => now < r.Until).Reverse().Select(r => new SetAsideAddress(r.Login.Typed, r.Until));
}
