using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Members.Tests.EndToEnd;

/// <summary>A site that uses the product over HTTP.</summary>
internal sealed class Site(string url, string key) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Calls a function; null when no answer came, so that its outcome is unknown.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)?> Call(
        HttpMethod method, string path, object? body = null, string? bearer = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer ?? key);
            request.Content = body is null ? null : JsonContent.Create(body);
            using var response = await _client.SendAsync(request);
            return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    public Task<(HttpStatusCode Status, JsonElement Body)?> Register(string email, string password) =>
        Call(HttpMethod.Post, "/v1/authentication/register", new { email, password });

    public Task<(HttpStatusCode Status, JsonElement Body)?> ChangeEmail(string id, string newEmail) =>
        Call(HttpMethod.Patch, $"/v1/authentication/members/{id}/change-login-email", new { newEmail });

    public async Task<bool> CanLogIn(string email, string password) =>
        (await Call(HttpMethod.Post, "/v1/authentication/login", new { email, password }))?.Status == HttpStatusCode.OK;

    public async Task<string> OpenSession(string email, string password)
    {
        var login = await Call(HttpMethod.Post, "/v1/authentication/login", new { email, password });
        var ticket = login!.Value.Body.GetProperty("session").GetProperty("token").GetString();
        var session = await Call(HttpMethod.Post, "/v1/authentication/apply-session-token", new { token = ticket });
        return session!.Value.Body.GetProperty("session").GetProperty("token").GetString()!;
    }

    public void Dispose() => _client.Dispose();
}
