namespace Members.Tests.Storage;

/// <summary>A silo that is an address only.</summary>
internal sealed record SiloAt(SiloAddress SiloAddress) : ILocalSiloDetails
{
    public string Name => "silo";

    public string ClusterId => "members";

    public string DnsHostName => "host";

    public SiloAddress GatewayAddress => SiloAddress;
}
