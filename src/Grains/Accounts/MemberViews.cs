using Members.Accounts;

namespace Members.Grains.Accounts;

internal static class MemberViews
{
    /// <summary>What is shown of a member who exists.</summary>
    public static MemberView Of(IShownMember member) => new()
    {
        Id = member.Id,
        LoginEmail = member.Addresses.Login!.Typed,
        Status = member.Status,
        Contact = member.Profile.Contact,
        Privacy = member.Profile.Privacy,
        CreatedAt = member.CreatedAt,
        UpdatedAt = member.UpdatedAt,
        LastLoginAt = member.LastLoginAt,
        ContactId = member.Profile.ContactId,
        EmailVerified = member.Addresses.Verified,
        BlockedUntil = member.Status == MemberStatus.Blocked ? member.Suspension?.Until : null,
        BlockReason = member.Status == MemberStatus.Blocked ? member.Suspension?.Reason : null,
        DeletionAt = member.DeletionAt,
    };
}
