using Members.Accounts;

namespace Members.Grains.Accounts;

/// <summary>What is shown of a record.</summary>
internal static class MemberViews
{
    /// <summary>The view of a member who exists.</summary>
    public static MemberView Of(MemberRecord record) => new()
    {
        Id = record.Id,
        LoginEmail = record.Login!.Typed,
        Status = record.Status,
        Contact = record.Contact,
        Privacy = record.Privacy,
        CreatedAt = record.CreatedAt,
        UpdatedAt = record.UpdatedAt,
        LastLoginAt = record.LastLoginAt,
        ContactId = record.ContactId,
        EmailVerified = record.EmailVerified,
    };
}
