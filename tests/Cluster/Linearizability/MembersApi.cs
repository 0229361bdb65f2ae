using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>The four operations over HTTP, on the addresses of one universe.</summary>
/// <param name="universe">What the addresses begin with.</param>
/// <param name="http">
/// The connections, and how long a request may take. All requests have a body, so a connection that breaks never makes
/// the client send one a second time by itself, which would do it twice under one record.
/// </param>
/// <param name="key">An API key.</param>
internal sealed class MembersApi(string universe, HttpClient http, string key)
{
    private readonly string _secret = RandomNumberGenerator.GetHexString(24);

    /// <summary>Carries out an operation through a gateway.</summary>
    public async Task<Reply> Send(Uri gateway, Plan plan, CancellationToken cancellation)
    {
        using var request = Request(gateway, plan);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return Reply.To(plan, (int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            // Nobody was there to take it.
            return Reply.NotExecuted;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Reply.Unknown;
        }
    }

    private HttpRequestMessage Request(Uri gateway, Plan plan)
    {
        var (attempt, email) = (plan.Attempt, $"{universe}-a{plan.Address}@example.com");
        var password = $"{_secret}-m{attempt.Number}";
        return plan.Kind switch
        {
            OperationKind.Register => Post("register", new { email, password }),
            OperationKind.Change => With(HttpMethod.Patch, $"members/{attempt.Id}/change-login-email", new { newEmail = email }),
            OperationKind.Login => Post("login", new { email, password }),
            _ => Post("block", new { id = attempt.Id }),
        };

        HttpRequestMessage Post(string path, object body) => With(HttpMethod.Post, path, body);
        HttpRequestMessage With(HttpMethod method, string path, object body) =>
            new(method, new Uri(gateway, $"/v1/authentication/{path}")) { Content = JsonContent.Create(body, body.GetType()) };
    }
}
