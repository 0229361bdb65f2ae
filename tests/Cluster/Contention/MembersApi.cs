using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Members.Tests.Cluster.Linearizability;

namespace Members.Tests.Cluster.Contention;

/// <summary>The operations over HTTP, on addresses of its own.</summary>
/// <remarks>Every request that changes something has a body, so that HttpClient never repeats it when a connection breaks.</remarks>
internal sealed class MembersApi(IReadOnlyList<Uri> gateways, string key, HttpClient http) : IMembers
{
    // Both names are new in each workload, and the first one leads from a history to logs and rows.
    private readonly string _run = $"w{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly string _secret = RandomNumberGenerator.GetHexString(24);

    /// <summary>A client whose requests have an unknown result when they take too long.</summary>
    public static HttpClient NewClient() =>
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(5) };

    public async Task<Reply> Send(int turn, Invocation invocation, CancellationToken cancellation)
    {
        using var request = Request(invocation, gateways[turn % gateways.Count]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsStringAsync(cancellation);
            return Read(invocation.Kind, response.StatusCode, body);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return Reply.NotExecuted;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return Reply.Unknown;
        }
    }

    /// <summary>What an answer means for the history.</summary>
    /// <exception cref="UnexpectedAnswerException">The contract does not allow it here.</exception>
    public static Reply Read(OperationKind kind, HttpStatusCode status, string body)
    {
        if (status == HttpStatusCode.TooManyRequests)
        {
            return Reply.NotExecuted;
        }

        if (status >= HttpStatusCode.InternalServerError)
        {
            return Reply.Unknown;
        }

        var json = JsonSerializer.Deserialize<JsonElement>(body);
        return (kind, status, Text(json, "code")) switch
        {
            (OperationKind.Find, HttpStatusCode.OK, _) when json.GetProperty("members").GetArrayLength() < 2 => Found(json),
            (not OperationKind.Find, HttpStatusCode.OK, _) =>
                new Reply(Result.Ok, json.TryGetProperty("member", out var member) ? member.GetProperty("id").GetGuid() : null),
            (OperationKind.Register or OperationKind.Change, HttpStatusCode.Conflict, "EMAIL_ALREADY_EXISTS") => new Reply(Result.Taken),
            (OperationKind.Login, HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS") => new Reply(Result.NotFound),
            (OperationKind.Login, HttpStatusCode.Forbidden, "MEMBER_BLOCKED") => new Reply(Result.Blocked),
            (not (OperationKind.Register or OperationKind.Login), HttpStatusCode.NotFound, "MEMBER_NOT_FOUND") =>
                new Reply(Result.NotFound),
            _ => throw new UnexpectedAnswerException($"{kind} was answered with {(int)status}: {body}"),
        };
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    // The first name is the account's number: a look-up may find a member whose registration had no answer.
    private static Reply Found(JsonElement json)
    {
        if (json.GetProperty("members").EnumerateArray().Cast<JsonElement?>().SingleOrDefault() is not { } member)
        {
            return new Reply(Result.NotFound);
        }

        var number = int.Parse(Text(member, "firstName")!, CultureInfo.InvariantCulture);
        return new Reply(Text(member, "status") == "BLOCKED" ? Result.Blocked : Result.Ok, member.GetProperty("id").GetGuid(), number);
    }

    private HttpRequestMessage Request(Invocation invocation, Uri gateway)
    {
        var (kind, account) = (invocation.Kind, invocation.Account);
        var email = $"{_run}-a{invocation.Address}@example.com";
        var password = $"{_secret}-m{account?.Number}";
        object named = account is null ? new { email } : new { id = account.Id };
        return kind switch
        {
            OperationKind.Register => With(
                HttpMethod.Post,
                "authentication/register",
                new { email, password, contactInfo = new { firstName = $"{account!.Number}" } }),
            OperationKind.Change => With(
                HttpMethod.Patch, $"authentication/members/{account!.Id}/change-login-email", new { newEmail = email }),
            OperationKind.Delete => With(HttpMethod.Delete, $"members/{account!.Id}", new { }),
            OperationKind.Block => With(HttpMethod.Post, "authentication/block", named),
            OperationKind.Approve => With(HttpMethod.Post, "authentication/approve", named),
            OperationKind.Login => With(HttpMethod.Post, "authentication/login", new { email, password }),
            OperationKind.Find => With(HttpMethod.Get, $"members?email={email}", null),
            _ => throw new ArgumentOutOfRangeException(nameof(invocation), kind, null),
        };

        HttpRequestMessage With(HttpMethod method, string path, object? body) =>
            new(method, new Uri(gateway, $"/v1/{path}")) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
    }
}

/// <summary>An answer that the contract does not allow: the test or the product is wrong, and the run stops.</summary>
internal sealed class UnexpectedAnswerException(string message) : Exception(message);
