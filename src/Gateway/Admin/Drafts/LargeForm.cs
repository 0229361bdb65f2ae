using Microsoft.AspNetCore.Http.Metadata;

namespace Members.Gateway.Admin.Drafts;

/// <summary>
/// Says of a route that staff send a whole draft to it: letters of many languages take nine characters of a form for each that is stored.
/// </summary>
internal sealed class LargeForm : IRequestSizeLimitMetadata
{
    public static readonly LargeForm Instance = new();

    public long? MaxRequestBodySize => 512 * 1024;
}
