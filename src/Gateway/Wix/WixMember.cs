using Members.Accounts;
using Members.Gateway.Authentication;

namespace Members.Gateway.Wix;

/// <summary>A member as the Members API shows them (wix-contract B.3).</summary>
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

    // The Members API knows two: what other members alone may see is not public.
    private static string PrivacyOf(ProfilePrivacy privacy) => privacy switch
    {
        ProfilePrivacy.Public => "PUBLIC",
        ProfilePrivacy.Private or ProfilePrivacy.Community => "PRIVATE",
    };
}

/// <summary>What is known of the person.</summary>
internal sealed record WixContact(string? FirstName, string? LastName, IReadOnlyList<string>? Emails, IReadOnlyList<string>? Phones);

/// <summary>What the person shows of themself.</summary>
internal sealed record WixProfile(string? Nickname, WixPhoto? Photo);

/// <summary>A picture.</summary>
internal sealed record WixPhoto(string? Url);

/// <summary>An answer that holds a member.</summary>
internal sealed record WixMemberAnswer(WixMemberBody? Member);

/// <summary>The body of createMember.</summary>
internal sealed record WixCreateMemberRequest(WixNewMember? Member);

/// <summary>A member to be made.</summary>
internal sealed record WixNewMember(string? LoginEmail, WixContact? Contact, WixProfile? Profile, string? PrivacyStatus)
{
    /// <summary>The same in the form of our own function.</summary>
    public Directory.CreateMemberRequest ToOwn() => new(
        LoginEmail,
        new ContactInfoBody(Contact?.FirstName, Contact?.LastName, Profile?.Photo?.Url, Contact?.Emails, Contact?.Phones, Nickname: Profile?.Nickname),
        PrivacyStatus == "UNKNOWN" ? null : PrivacyStatus);
}
