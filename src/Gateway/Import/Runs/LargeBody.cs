using Microsoft.AspNetCore.Http.Metadata;

namespace Members.Gateway.Import.Runs;

/// <summary>Says of a route that some hundred members come with one call, each with some tens of kilobytes at most.</summary>
internal sealed class LargeBody : IRequestSizeLimitMetadata
{
    public static readonly LargeBody Instance = new();

    public long? MaxRequestBodySize => 8 * 1024 * 1024;
}
