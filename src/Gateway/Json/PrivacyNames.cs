using Members.Accounts;

namespace Members.Gateway.Json;

/// <summary>The names of <see cref="ProfilePrivacy"/> in the HTTP API.</summary>
internal static class PrivacyNames
{
    // What Wix clients send until somebody has chosen.
    private const string Undefined = "UNDEFINED";

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ProfilePrivacy>().Select(Of)];

    public static string Of(ProfilePrivacy privacy) => privacy switch
    {
        ProfilePrivacy.Private => "PRIVATE",
        ProfilePrivacy.Public => "PUBLIC",
        ProfilePrivacy.Community => "COMMUNITY",
    };

    /// <summary>The value with this name; private if no name is given, null if there is none.</summary>
    public static ProfilePrivacy? Find(string? name) => name is null or Undefined
        ? ProfilePrivacy.Private
        : Enum.GetValues<ProfilePrivacy>().Where(privacy => Of(privacy) == name).Cast<ProfilePrivacy?>().FirstOrDefault();
}
