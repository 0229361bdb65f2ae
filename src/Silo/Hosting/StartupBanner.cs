using Members.Clustering;
using Members.Gateway.Pages;
using Members.Gateway.Setup;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>Prints, once the process is ready, where it listens, the key it has created and what to try first.</summary>
internal sealed class StartupBanner(
    BootstrapKeyService keys,
    OwnerService owner,
    PublicBaseUrl address,
    DataDirectory data,
    IGrainFactory grains,
    IOptions<PagesOptions> pages)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="StartupException">The first key could not be shown.</exception>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var text = Text(await SetUp());
        try
        {
            await Console.Out.WriteLineAsync(text);
        }
        catch (IOException fault) when (keys.Created is not null)
        {
            throw new StartupException(
                $"The first API key could not be shown: {fault.Message} Mend the output and start again: the next start makes another key.",
                fault);
        }
        catch (IOException)
        {
            return; // it says nothing that anybody needs
        }

        if (keys.Created is not null && !await keys.ConfirmShown())
        {
            await Console.Out.WriteLineAsync("The API key above is void: another silo has made one in its place, and shows that.");
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Where the first owner is made in the browser; null when there is one, or no console for them. No start fails for it.
    private async Task<string?> SetUp()
    {
        var options = pages.Value;
        try
        {
            if (!options.Console || await grains.FindOwner().WaitAsync(Patience, TimeProvider.System) is not null)
            {
                return null;
            }
        }
        catch (Exception)
        {
            return null;
        }

        var url = new Uri(address.Listening());
        var port = options.ConsolePort == 0 ? url.Port : options.ConsolePort;
        return new UriBuilder(url) { Port = port, Path = SetUpPages.Path }.Uri.ToString();
    }

    private string Text(string? setUp)
    {
        var url = address.Listening();
        var ready = $"""

            Members {MembersCluster.Version} is ready on {url}
              pages            {url}
              API description  {url}/docs
              data             {data.Path}

            """;
        ready += owner.Report is { } report ? $"  owner            {report}{Environment.NewLine}{Environment.NewLine}" : "";
        ready += setUp is null ? ""
            : $"  first owner      {setUp} (it asks for {(keys.Created is null ? "an API key with all scopes" : "the API key below")})"
                + $"{Environment.NewLine}{Environment.NewLine}";
        return keys.Created is { } key ? ready + Tour(url, key.Reveal()) : ready;
    }

    private static string Tour(string url, string key) => $$"""

        This is your first API key. It is shown only once, so store it safely.

          {{key}}

        Try the API with it:

          export KEY={{key}}

          curl -s {{url}}/v1/authentication/register -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
            -d '{"email":"ann@example.com","password":"purple kettle on the moon"}'

          curl -s {{url}}/v1/authentication/login -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
            -d '{"email":"ann@example.com","password":"purple kettle on the moon"}'

          curl -s {{url}}/v1/members -H "Authorization: Bearer $KEY"

        """;
}
