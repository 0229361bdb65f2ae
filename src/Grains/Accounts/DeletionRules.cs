using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Grains.Accounts;

/// <summary>What is left of a member who is deleted.</summary>
internal static class DeletionRules
{
    /// <summary>
    /// A record that says no more than that there was a member, and which addresses are still to be freed: by their keys, which
    /// are digests.
    /// </summary>
    public static Decision<MemberRecord, Outcome<Done>> Delete(MemberRecord record, DateTimeOffset now) => record.Exists()
        ? new(
            new MemberRecord
            {
                Id = record.Id,
                DeletedAt = now,
                Leaving = new Departure(record.Login!.Key, record.Login.Operation, now),
                SetAside = [.. record.SetAside.Select(a => a with { Login = a.Login with { Typed = "", Canonical = "" }, Until = now })],
            },
            Done.Instance)
        : new(null, new Refusal.MemberNotFound());
}
