using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Fuzzing;

/// <summary>What there is on the server while it is fuzzed: fills a call's blanks in, and learns from its answers.</summary>
internal sealed partial class World(MembersServer server)
{
    private const int Kept = 8, NewcomerEvery = 15, LongestInAddress = 150;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _known = new();
    private int _turn;

    [GeneratedRegex(@"\$\((?<what>[a-zA-Z ]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();

    /// <summary>Who calls an operation: mostly somebody who may.</summary>
    public static Gen<string> Callers(Description.Operation operation)
    {
        var closed = operation.Json.TryGetProperty("security", out _);
        var own = !closed
            ? "nobody" : operation.Path is "/v1/authentication/me" or "/v1/authentication/change-password"
            or "/v1/authentication/delete-account" || operation.Path.Contains("/sessions", StringComparison.Ordinal)
            || operation.Path.Contains("/logout", StringComparison.Ordinal)
            ? "a session" : "the operator";
        return Gen.Frequency(
            (8, Gen.Const(own)),
            (2, Draw.Of("nobody", "a session", "the operator", "a cookie", "both", "a dead session", "rubbish", "an empty header")));
    }

    /// <summary>
    /// A value inside an address; what will be filled in needs no escaping. Kestrel itself refuses a zero byte and a line beyond 8 kB.
    /// </summary>
    public static string Escaped(string value) =>
        Blank().IsMatch(value) ? value : Uri.EscapeDataString(
            value[..Math.Min(value.Length, LongestInAddress)].Replace("\0", "", StringComparison.Ordinal));

    public async Task Begin()
    {
        for (var i = 0; i < 5; i++)
        {
            await Newcomer();
        }
    }

    /// <summary>Lets everybody in who registers, or lets them wait, whatever calls have set.</summary>
    public async Task Open(bool toWait = false) => (await server.Operator.Patch(
        $"{Auth}/settings", new { signupApproval = toWait ? "MANUAL" : "AUTOMATIC", requireEmailVerification = false })).Done();

    /// <summary>Starts an import that has a batch. It is the only one that is known from now on.</summary>
    /// <param name="isFinished">Whether all its rows were handed over.</param>
    public async Task Import(bool isFinished)
    {
        var import = (await server.Operator.Post("/v1/imports", new { source = "csv", fileName = "fuzzed.csv" })).Done()
            .GetProperty("import").Str("id");
        (await server.Operator.Post($"/v1/imports/{import}/rows", new { batch = 0, rows = new[] { new { row = 1 } } })).Done();
        if (isFinished)
        {
            (await server.Operator.Post($"/v1/imports/{import}/finish", new { })).Done();
        }

        _known.TryRemove("import", out _);
        Keep("import", import);
    }

    /// <summary>The server as the caller of a call.</summary>
    public Api As(string caller) => caller switch
    {
        "a session" => server.Visitor.As($"Bearer {Known("session")}"),
        "a cookie" => server.Visitor.WithCookie(Known("session")),
        "both" => server.Visitor.As($"{Known("session")},{MembersServer.BootstrapKey}"),
        "the operator" => server.Operator,
        "a dead session" => server.Visitor.As($"Bearer {Changed(Known("session"))}"),
        "rubbish" => server.Visitor.As("Bearer rubbish, , ,Basic x"),
        "an empty header" => server.Visitor.As(""),
        _ => server.Visitor,
    };

    public string Filled(string text) => Blank().Replace(text, blank => blank.Groups["what"].Value switch
    {
        "fresh email" => NewEmail(),
        "password" => MembersServer.GoodPassword,
        "EMAIL" => Known("email").ToUpperInvariant(),
        var what => Known(what),
    });

    /// <summary>Keeps ids and tokens of a success for later calls, and brings a new member in now and then.</summary>
    public async Task Learn(Call call, Reply reply)
    {
        if (reply.Status == 200 && reply.MediaType == "application/json")
        {
            Learn(reply.Json, call.Operation.Path);
        }

        if (Interlocked.Increment(ref _turn) % NewcomerEvery == 0)
        {
            await Newcomer();
        }
    }

    private async Task Newcomer()
    {
        var reply = await server.Operator.Post($"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword });
        if (reply.Status is 428 or 403)
        {
            // Some call has switched it on: nobody would come in any more.
            await Open();
            return;
        }

        var registered = reply.Done();
        var (id, email) = (registered.Member().Id(), registered.Member().Str("loginEmail"));
        if (registered.Has("approvalToken"))
        {
            Keep("approval", registered.Str("approvalToken"));
            Keep("applicant", registered.Str("applicationToken"));
        }
        else
        {
            Keep("ticket", registered.Ticket());
            var ticket = await server.Operator.Post($"{Auth}/generate-session-token", new { email });
            var opened = ticket.Status == 200 ? await server.Apply(ticket.Json.Ticket()) : null;
            if (opened?.Status == 200)
            {
                Keep("session", opened.Json.Ticket());
                Keep("session id", opened.Json.GetProperty("session").Str("id"));
            }
        }

        Keep("member", id.ToString());
        Keep("email", email);
    }

    private void Learn(JsonElement answer, string path)
    {
        if (answer.TryGetProperty("member", out var member))
        {
            Keep("member", member.Str("id"));
            Keep("email", member.Str("loginEmail"));
        }

        if (answer.TryGetProperty("session", out var session) && session.TryGetProperty("token", out var token))
        {
            Keep(path.EndsWith("apply-session-token", StringComparison.Ordinal) ? "session" : "ticket", token.GetString()!);
        }

        foreach (var (name, what) in new[] { ("approvalToken", "approval"), ("applicationToken", "applicant"), ("cursor", "cursor") })
        {
            if (answer.TryGetProperty(name, out var value))
            {
                Keep(what, value.GetString()!);
            }
        }

        // Never the operator's own key: revoked, it would end the run.
        if (answer.TryGetProperty("apiKey", out var key))
        {
            Keep("key id", key.Str("id"));
        }

        if (answer.TryGetProperty("import", out var import))
        {
            Keep("import", import.Str("id"));
        }

        if (answer.TryGetProperty("oauthClient", out var client))
        {
            Keep("client id", client.Str("id"));
        }
    }

    private string Known(string what)
    {
        if (!_known.TryGetValue(what, out var queue) || !queue.TryDequeue(out var value))
        {
            return "none-yet";
        }

        queue.Enqueue(value);
        return value;
    }

    private void Keep(string what, string value)
    {
        var queue = _known.GetOrAdd(what, _ => new());
        queue.Enqueue(value);
        if (queue.Count > Kept)
        {
            queue.TryDequeue(out _);
        }
    }
}
