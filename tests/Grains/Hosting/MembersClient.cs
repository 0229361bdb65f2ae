using System.Globalization;
using Microsoft.Extensions.Configuration;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Members.Tests.Grains.Hosting;

/// <summary>The tests' client.</summary>
internal sealed class MembersClient : IClientBuilderConfigurator
{
    /// <summary>The setting that says how long the client and the silos wait for an answer.</summary>
    public const string Patience = "TestPatience";

    public void Configure(IConfiguration configuration, IClientBuilder clientBuilder)
    {
        if (configuration[Patience] is { } patience)
        {
            clientBuilder.Configure<ClientMessagingOptions>(
                o => o.ResponseTimeout = TimeSpan.Parse(patience, CultureInfo.InvariantCulture));
        }
    }
}
