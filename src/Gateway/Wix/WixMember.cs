using Members.Accounts;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;

namespace Members.Gateway.Wix;

/// <summary>A member in Wix's Members API (wix-contract B.3).</summary>
internal sealed record WixMemberBody(
    Guid Id,
    string LoginEmail,
    bool LoginEmailVerified,
    string Status,
    Guid ContactId,
    WixContact Contact,
    WixProfile Profile,
    string PrivacyStatus,
    string ActivityStatus,
    DateTimeOffset CreatedDate,
    DateTimeOffset UpdatedDate,
    DateTimeOffset? LastLoginDate)
{
    public static WixMemberBody Of(MemberView member) => new(
        member.Id,
        member.LoginEmail,
        member.EmailVerified,
        MemberStatuses.Of(member.Status).WixName,
        member.ContactId,
        new(member.Contact.FirstName, member.Contact.LastName, member.Contact.Emails, member.Contact.Phones),
        new(member.Contact.Nickname, member.Contact.Picture is { } picture ? new(picture) : null),
        PrivacyOf(member.Privacy),
        "ACTIVE",
        member.CreatedAt,
        member.UpdatedAt,
        member.LastLoginAt);

    // The Members API has only these two: what only other members may see is not public.
    private static string PrivacyOf(ProfilePrivacy privacy) => privacy switch
    {
        ProfilePrivacy.Public => "PUBLIC",
        ProfilePrivacy.Private or ProfilePrivacy.Community => "PRIVATE",
    };
}

/// <summary>The member's contact details.</summary>
internal sealed record WixContact(string? FirstName, string? LastName, IReadOnlyList<string>? Emails, IReadOnlyList<string>? Phones);

/// <summary>The member's public profile.</summary>
internal sealed record WixProfile(string? Nickname, WixPhoto? Photo);

/// <summary>A picture.</summary>
internal sealed record WixPhoto(string? Url);

/// <summary>A response that holds a member.</summary>
internal sealed record WixMemberAnswer(WixMemberBody? Member)
{
    public static WixMemberAnswer Of(MemberView member) => new(WixMemberBody.Of(member));
}

/// <summary>The body of createMember.</summary>
internal sealed record WixCreateMemberRequest(WixNewMember? Member);

/// <summary>A member to create.</summary>
internal sealed record WixNewMember(string? LoginEmail, WixContact? Contact, WixProfile? Profile, string? PrivacyStatus)
{
    /// <summary>The same as a request to our own function.</summary>
    public CreateMemberRequest ToOwn()
    {
        var contact = new ContactInfoBody(
            Contact?.FirstName, Contact?.LastName, Profile?.Photo?.Url, Contact?.Emails, Contact?.Phones, Nickname: Profile?.Nickname);
        return new(LoginEmail, contact, PrivacyStatus == "UNKNOWN" ? null : PrivacyStatus);
    }
}
