using Members.Clustering;

namespace Members.Silo.Hosting;

/// <summary>Prints, once the process is ready, where it listens, the key it has created and what to try first.</summary>
internal sealed class StartupBanner(
    BootstrapKeyService keys, PublicBaseUrl address, IHostApplicationLifetime lifetime, DataDirectory data) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine(Text()));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Text()
    {
        var url = address.Listening();
        var ready = $"""

            Members {MembersCluster.Version} is ready on {url}
              API description  {url}/docs
              data             {data.Path}

            """;
        return keys.Created is { } key ? ready + Tour(url, key.Reveal()) : ready;
    }

    private static string Tour(string url, string key) => $$"""

        This is your first API key. It is shown only once, so store it safely.

          {{key}}

        Try it:

          export KEY={{key}}

          curl -s {{url}}/v1/authentication/register -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
            -d '{"email":"ann@example.com","password":"purple kettle on the moon"}'

          curl -s {{url}}/v1/authentication/login -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
            -d '{"email":"ann@example.com","password":"purple kettle on the moon"}'

          curl -s {{url}}/v1/members -H "Authorization: Bearer $KEY"

        """;
}
