using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Members.Tests.Cluster.Linearizability.Checking;

namespace Members.Tests.Cluster.Linearizability.Workloads;

/// <summary>The operations over HTTP, on addresses of its own.</summary>
/// <remarks>Every request that changes something has a body, so that HttpClient never repeats it when a connection breaks.</remarks>
internal sealed class MembersApi(IReadOnlyList<Uri> gateways, string key, HttpClient http) : IMembers
{
    // Both names are new in each workload, and the first one leads from a history to logs and rows.
    private readonly string _run = $"w{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly string _secret = RandomNumberGenerator.GetHexString(24);

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
        catch (HttpRequestException refused) when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return Reply.NotExecuted;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
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
            (OperationKind.Find, HttpStatusCode.OK, _) => Found(json.GetProperty("members")),
            (_, HttpStatusCode.OK, _) => new Reply(Result.Ok, json.TryGetProperty("member", out var member) ? member.GetProperty("id").GetGuid() : null),
            (OperationKind.Register or OperationKind.Change, HttpStatusCode.Conflict, "EMAIL_ALREADY_EXISTS") => new Reply(Result.Taken),
            (OperationKind.Login, HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS") => new Reply(Result.NotFound),
            (OperationKind.Login, HttpStatusCode.Forbidden, "MEMBER_BLOCKED") => new Reply(Result.Blocked),
            (OperationKind.Change or OperationKind.Delete or OperationKind.Block or OperationKind.Approve, HttpStatusCode.NotFound, "MEMBER_NOT_FOUND") =>
                new Reply(Result.NotFound),
            _ => throw new UnexpectedAnswerException($"{kind} was answered with {(int)status}: {body}"),
        };
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    // The first name is the account's number: a look-up may find a member whose registration had no answer.
    private static Reply Found(JsonElement members) => members.EnumerateArray().ToList() switch
    {
        [] => new Reply(Result.NotFound),
        [var only] => new Reply(
            Text(only, "status") == "BLOCKED" ? Result.Blocked : Result.Ok,
            only.GetProperty("id").GetGuid(),
            int.Parse(Text(only, "firstName")!, System.Globalization.CultureInfo.InvariantCulture)),
        var several => throw new UnexpectedAnswerException($"{several.Count} members have one address: {members}"),
    };

    private HttpRequestMessage Request(Invocation invocation, Uri gateway)
    {
        var (kind, account) = (invocation.Kind, invocation.Account);
        var email = $"{_run}-a{invocation.Address}@example.com";
        var password = $"{_secret}-m{account?.Number}";
        return kind switch
        {
            OperationKind.Register => With(HttpMethod.Post, "authentication/register", new { email, password, contactInfo = new { firstName = $"{account!.Number}" } }),
            OperationKind.Change => With(HttpMethod.Patch, $"authentication/members/{account!.Id}/change-login-email", new { newEmail = email }),
            OperationKind.Delete => With(HttpMethod.Delete, $"members/{account!.Id}", new { }),
            OperationKind.Block or OperationKind.Approve => With(
                HttpMethod.Post, $"authentication/{(kind == OperationKind.Block ? "block" : "approve")}", account is null ? new { email } : new { id = account.Id }),
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
