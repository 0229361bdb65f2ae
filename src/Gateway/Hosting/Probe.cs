namespace Members.Gateway.Hosting;

/// <summary><c>--probe URL</c>: whether an address responds with success. Container images hold no other program that could ask.</summary>
internal static class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static bool IsAskedFor(string[] args) => args is ["--probe", _];

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (!Uri.TryCreate(args[1], UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            Console.Error.WriteLine($"--probe needs an address such as http://127.0.0.1:5080/health/ready, not '{args[1]}'.");
            return 2;
        }

        try
        {
            using var client = new HttpClient { Timeout = Patience };
            using var answer = await client.GetAsync(address);
            Console.Out.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            Console.Out.WriteLine(fault.Message);
            return 1;
        }
    }
}
