using System.Net;
using System.Text.Json;

namespace Members.Silo.Commands;

/// <summary>The API of the Members that a command is for.</summary>
internal sealed class ApiConnection : IAsyncDisposable
{
    private const string KeyVariable = "MEMBERS_KEY";

    private readonly HttpClient _http;
    private readonly LocalService? _local;
    private bool _hasAnswered;

    private ApiConnection(HttpClient http, LocalService? local = null) => (_http, _local) = (http, local);

    /// <summary>
    /// Connects to the address, or, without one, starts a Members of its own on the data directory. When that is in use the Members that
    /// uses it is called.
    /// </summary>
    /// <exception cref="CommandFault">There is no key, or the data directory cannot be used.</exception>
    public static async Task<ApiConnection> Open(
        Uri? url, FileInfo? keyFile, DirectoryInfo? data, CancellationToken cancellationToken)
    {
        if (url is null && await LocalService.TryStart(data, cancellationToken) is { } local)
        {
            return new ApiConnection(local.Client, local);
        }

        var key = await ReadKey(keyFile, isServing: url is null, cancellationToken);
        return new ApiConnection(ApiClients.Of(url?.ToString() ?? await LocalService.AddressOfServing(data), key));
    }

    /// <summary>Reads something.</summary>
    public Task<JsonElement> Get(string path, CancellationToken cancellationToken) =>
        Send(() => new HttpRequestMessage(HttpMethod.Get, path), isRepeatable: true, cancellationToken);

    /// <summary>Changes something.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The route.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="isRepeatable">Whether it does no harm twice: it is repeated when the answer does not come.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<JsonElement> Send(
        HttpMethod method, string path, object? body, bool isRepeatable, CancellationToken cancellationToken) =>
        Send(
            () => new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) },
            isRepeatable,
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }
    }

    // A service that is restarted or busy is waited for: an import of hours must not end for a minute of that. One that has never answered
    // is perhaps a wrong address.
    private async Task<JsonElement> Send(Func<HttpRequestMessage> request, bool isRepeatable, CancellationToken cancellationToken)
    {
        const int attempts = 8;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var message = request();
                using var answer = await _http.SendAsync(message, cancellationToken);
                _hasAnswered = true;
                if (!IsPassing(answer.StatusCode) || !isRepeatable || attempt == attempts)
                {
                    return await Read(answer, cancellationToken);
                }
            }
            catch (Exception fault) when (
                fault is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                if (!isRepeatable || attempt == attempts || !_hasAnswered)
                {
                    throw new CommandFault($"Members does not answer at {_http.BaseAddress}: {fault.Message}");
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(Math.Min(1 << attempt, 30)), TimeProvider.System, cancellationToken);
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout;

    private static async Task<JsonElement> Read(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        JsonElement body;
        try
        {
            body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
        catch (JsonException)
        {
            throw new CommandFault($"The answer is not that of Members (HTTP {(int)answer.StatusCode}). Check the address.");
        }

        if (answer.IsSuccessStatusCode)
        {
            return body;
        }

        var sentence = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        throw new CommandFault($"Members refuses (HTTP {(int)answer.StatusCode}): {sentence ?? "no reason is given."}");
    }

    private static async Task<string> ReadKey(FileInfo? file, bool isServing, CancellationToken cancellationToken)
    {
        string? text;
        try
        {
            text = file is null
                ? Environment.GetEnvironmentVariable(KeyVariable)
                : await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"The file of the API key cannot be read: {fault.Message}");
        }

        if (!string.IsNullOrWhiteSpace(text))
        {
            return text.Trim();
        }

        var why = isServing ? "Members is serving from this data directory, so the command goes through its API. " : "";
        throw new CommandFault(
            $"{why}An API key with all scopes is needed: name a file with --key-file, or set {KeyVariable}.", ExitCodes.Usage);
    }
}
