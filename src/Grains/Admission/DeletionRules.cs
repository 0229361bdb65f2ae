using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Grains.Admission;

internal static class DeletionRules
{
    /// <summary>
    /// Deletes a member. The record that is left says no more than that there was one, and names no address, so that the database
    /// frees all of them in the same statement.
    /// </summary>
    public static Decision<MemberRecord, Outcome<Done>> Delete(MemberRecord record, DateTimeOffset now) => record.Exists()
        ? new(new MemberRecord { Id = record.Id, DeletedAt = now }, Done.Instance)
        : new(null, new Refusal.MemberNotFound());
}
