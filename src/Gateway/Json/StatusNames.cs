using Members.Accounts;

namespace Members.Gateway.Json;

/// <summary>The words for states over HTTP.</summary>
internal static class StatusNames
{
    public static string Of(MemberStatus status) => status switch
    {
        MemberStatus.Pending => "PENDING",
        MemberStatus.Active => "ACTIVE",
        MemberStatus.Blocked => "BLOCKED",
        MemberStatus.Offline => "OFFLINE",
        _ => "UNKNOWN",
    };

    public static string Of(ProfilePrivacy privacy) => privacy switch
    {
        ProfilePrivacy.Public => "PUBLIC",
        ProfilePrivacy.Community => "COMMUNITY",
        _ => "PRIVATE",
    };

    public static MemberStatus? ParseStatus(string text) => text switch
    {
        "PENDING" => MemberStatus.Pending,
        "ACTIVE" => MemberStatus.Active,
        "BLOCKED" => MemberStatus.Blocked,
        "OFFLINE" => MemberStatus.Offline,
        _ => null,
    };

    public static ProfilePrivacy? ParsePrivacy(string? text) => text switch
    {
        null or "PRIVATE" or "UNDEFINED" => ProfilePrivacy.Private,
        "PUBLIC" => ProfilePrivacy.Public,
        "COMMUNITY" => ProfilePrivacy.Community,
        _ => null,
    };
}
