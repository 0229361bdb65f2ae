namespace Members.Gateway.OAuth;

/// <summary>The one site's id, as Wix clients are told it: they want a GUID, and there is one site.</summary>
internal static class SiteIds
{
    public static readonly Guid Default = new("64656661-756c-7420-7369-746500000001");
}
