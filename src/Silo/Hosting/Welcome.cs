namespace Members.Silo.Hosting;

/// <summary>What a person sees when the process is ready: where it is, the key that was made, and what to try.</summary>
internal sealed class Welcome(FirstKey first, PublicBaseUrl address, IHostApplicationLifetime lifetime, DataDirectory data) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine(Text()));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Text()
    {
        var url = address.Listening();
        var ready = $"""

            Members is ready on {url}
              API description  {url}/docs
              data             {data.Path}

            """;
        return first.Made is { } key ? ready + Tour(url, key.Reveal()) : ready;
    }

    private static string Tour(string url, string key) => $$"""

        This is the first API key. It is shown this once: keep it.

          {{key}}

        Try:

          export KEY={{key}}

          curl -s {{url}}/v1/authentication/register -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
            -d '{"email":"ann@example.com","password":"purple kettle on the moon"}'

          curl -s {{url}}/v1/authentication/login -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
            -d '{"email":"ann@example.com","password":"purple kettle on the moon"}'

          curl -s {{url}}/v1/members -H "Authorization: Bearer $KEY"

        """;
}
