using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Client;

/// <summary>
/// The HTTP API of Members. Every operation of its description is a method; a refusal is a
/// <see cref="MembersException{TResult}"/> of <see cref="Problem"/>, whose <c>Code</c> says which.
/// </summary>
public partial class MembersClient
{
    /// <summary>A client of a server, with a credential.</summary>
    /// <param name="server">Where Members is, such as <c>https://members.example.org</c>.</param>
    /// <param name="credential">An API key, or the token of a member's session; null for a visitor.</param>
    public static MembersClient Of(Uri server, string? credential = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var address = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + '/');
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { BaseAddress = address };
        if (credential is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }

        return new MembersClient(http);
    }

    // What is absent is left out, as the server leaves it out.
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) => settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
}
