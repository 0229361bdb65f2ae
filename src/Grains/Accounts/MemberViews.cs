using Members.Accounts;

namespace Members.Grains.Accounts;

internal static class MemberViews
{
    /// <summary>What is shown of a member who exists.</summary>
    public static MemberView Of(MemberRecord record) => new()
    {
        Id = record.Id,
        LoginEmail = record.Addresses.Login!.Typed,
        Status = record.Status,
        Contact = record.Profile.Contact,
        Privacy = record.Profile.Privacy,
        CreatedAt = record.CreatedAt,
        UpdatedAt = record.UpdatedAt,
        LastLoginAt = record.LastLoginAt,
        ContactId = record.Profile.ContactId,
        EmailVerified = record.Addresses.Verified,
    };
}
