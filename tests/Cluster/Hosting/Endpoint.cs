namespace Members.Tests.Cluster.Hosting;

/// <summary>Where the HTTP API is served.</summary>
/// <param name="Name">Of the process.</param>
/// <param name="Url">Its address.</param>
internal sealed record Endpoint(string Name, Uri Url)
{
    public override string ToString() => Name;
}
