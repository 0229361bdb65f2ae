using System.ComponentModel;
using System.Net;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Hosting;

/// <summary>How a gateway of its own finds the silos. Section <c>Members</c>.</summary>
internal sealed class ClientOptions
{
    /// <summary>The silos' Orleans gateways, each as address and port.</summary>
    [Description("Silos' Orleans gateways, each as address:port; 127.0.0.1:30000 when none is named")]
    public IList<string> Silos { get; } = [];

    /// <summary>The endpoints to connect to.</summary>
    public IPEndPoint[] Endpoints() => Silos.Count == 0 ? [new(IPAddress.Loopback, 30000)] : [.. Silos.Select(IPEndPoint.Parse)];
}

/// <summary>Says what is wrong with the silos' addresses.</summary>
internal sealed class ClientOptionsValidator : IValidateOptions<ClientOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ClientOptions options)
    {
        var faults = options.Silos
            .Where(s => !IPEndPoint.TryParse(s, out var endpoint) || endpoint.Port == 0)
            .Select(s => $"Members:Silos names '{s}'; each must be an address and a port, such as 10.0.0.5:30000.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
