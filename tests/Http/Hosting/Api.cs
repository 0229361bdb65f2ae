using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Members.Tests.Http.Hosting;

/// <summary>Calls the API as somebody, and holds every answer against what is true of all of them.</summary>
internal sealed class Api(HttpClient http, Description? description, string? authorization, string? cookie = null)
{
    /// <summary>The same server, called with this <c>Authorization</c> header; null for none.</summary>
    public Api As(string? header) => new(http, description, header);

    /// <summary>The same server, called with a session in the cookie.</summary>
    public Api WithCookie(string session) => new(http, description, null, $"__Host-members-session={session}");

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Reply> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public Task<Reply> Post(string path, object body) => Send(HttpMethod.Post, path, JsonOf(body));

    public Task<Reply> Patch(string path, object body) => Send(HttpMethod.Patch, path, JsonOf(body));

    /// <summary>A form, as a page or an RFC 7662 client sends it.</summary>
    public Task<Reply> PostForm(string path, params (string Name, string Value)[] fields) =>
        Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>A body of these very bytes.</summary>
    public Task<Reply> PostRaw(string path, string body, string? contentType = "application/json") =>
        PostRaw(path, Encoding.UTF8.GetBytes(body), contentType);

    /// <inheritdoc cref="PostRaw(string, string, string?)"/>
    public Task<Reply> PostRaw(string path, byte[] body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return Send(HttpMethod.Post, path, content);
    }

    public Task<Reply> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Send(request);
    }

    public async Task<Reply> Send(HttpRequestMessage request)
    {
        var reply = await SendUnchecked(request);
        Shape.Check(reply);
        description?.Check(request.Method.Method, new Uri(http.BaseAddress!, request.RequestUri!).AbsolutePath, reply);
        return reply;
    }

    /// <summary>For what is no part of the API: pages.</summary>
    public async Task<Reply> SendUnchecked(HttpRequestMessage request)
    {
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        using (request)
        {
            using var response = await http.SendAsync(request);
            return new Reply($"{request.Method} {request.RequestUri} ", response, await response.Content.ReadAsStringAsync());
        }
    }

    public static StringContent JsonOf(object body) =>
        new(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
