using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Client;

/// <summary>
/// The HTTP API of Members, with a method for each operation of its description. A refusal is thrown as a
/// <see cref="MembersException{TResult}"/> of <see cref="Problem"/>, whose <c>Code</c> tells which it is.
/// </summary>
public partial class MembersClient
{
    /// <summary>Creates a client.</summary>
    /// <param name="server">The address of Members, such as <c>https://members.example.org</c>.</param>
    /// <param name="credential">An API key or a member's session token; null for a visitor.</param>
    public static MembersClient Of(Uri server, string? credential = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var address = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + '/');
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var http = new HttpClient(handler) { BaseAddress = address };
        if (credential is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }

        return new MembersClient(http);
    }

    // The server omits what is null, and so does the client.
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) =>
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
}
