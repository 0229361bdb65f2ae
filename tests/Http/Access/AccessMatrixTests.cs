using System.Collections.Frozen;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Access;

/// <summary>Every operation, called with every kind of credential (contract, section 3).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class AccessMatrixTests(AutomaticServer shared)
{
    private static readonly string[] Scopes = ["members.authenticate", "members.manage", "settings.manage", "keys.manage"];

    // What a caller is to an operation that asks for a credential.
    private static readonly FrozenDictionary<string, Standing> Callers = new Dictionary<string, Standing>
    {
        ["nothing"] = Standing.Nobody,
        ["an empty header"] = Standing.Nobody,
        ["a word"] = Standing.Nobody,
        ["a long word"] = Standing.Nobody,
        ["another scheme"] = Standing.Nobody,
        ["a ticket"] = Standing.Nobody,
        ["a changed session"] = Standing.Nobody,
        ["an ended session"] = Standing.Nobody,
        ["an expired session"] = Standing.Nobody,
        ["a blocked member's session"] = Standing.Nobody,
        ["a revoked key"] = Standing.Nobody,
        ["an expired key"] = Standing.Nobody,
        ["a changed key"] = Standing.Nobody,
        ["a session"] = Standing.Member,
        ["a bare session"] = Standing.Member,
        ["a session in lower-case bearer"] = Standing.Member,
        ["a session in the cookie"] = Standing.Member,
        ["a key without the scope"] = Standing.Weak,
        ["a key with the scope alone"] = Standing.Strong,
        ["a bare key"] = Standing.Strong,
        ["the operator's key"] = Standing.Strong,
        ["a session and a key"] = Standing.MemberAndStrong,
        ["a key and a session"] = Standing.MemberAndStrong,
        ["a session and a word"] = Standing.Member,
    }.ToFrozenDictionary();

    private readonly MembersServer _server = shared.Server;

    private enum Standing
    {
        Nobody,
        Member,
        Weak,
        Strong,
        MemberAndStrong,
    }

    public static TheoryData<string, string> Matrix
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var operation in Operations.All)
            {
                foreach (var caller in Callers.Keys.Order(StringComparer.Ordinal))
                {
                    data.Add(operation.Name, caller);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Each_caller_gets_what_the_contract_gives_them(string operation, string caller)
    {
        var (asked, person) = (Operations.Find(operation), await shared.Somebody());
        var reply = await asked.Call(await Api(asked, caller, person), person.Id);

        switch (Expected(asked.Who, Callers[caller]))
        {
            case { } fault:
                reply.Is(fault);
                break;
            case null when asked.WhenEmpty is { } answer:
                reply.Is(answer);
                break;
            default:
                reply.Done();
                break;
        }
    }

    private static Fault? Expected(Who who, Standing standing) => (who, standing) switch
    {
        (Who.Anyone, _) => null,
        (_, Standing.Nobody) => Fault.Unauthenticated,
        (Who.Member, Standing.Member or Standing.MemberAndStrong) => null,
        (Who.Member, _) => Fault.PermissionDenied,
        (Who.ElevatedOrSelf, Standing.Member) => null,
        (_, Standing.Strong or Standing.MemberAndStrong) => null,
        _ => Fault.PermissionDenied,
    };

    private async Task<Api> Api(Operation operation, string caller, Person person)
    {
        var visitor = _server.Visitor;
        return caller switch
        {
            "nothing" => visitor,
            "an empty header" => visitor.As(""),
            "a word" => visitor.As("Bearer rubbish"),
            "a long word" => visitor.As("Bearer a-rubbish-that-is-long-enough-to-be-an-operators-key"),
            "another scheme" => visitor.As("Basic dXNlcjphLXBhc3N3b3JkLXRoYXQtaXMtbG9uZy1lbm91Z2g="),
            "a ticket" => visitor.As($"Bearer {await shared.Keep(caller, () => _server.Ticket(person))}"),
            "a changed session" => visitor.As($"Bearer {Changed(await shared.Keep(caller, () => _server.OpenSession(person)))}"),
            "an ended session" => visitor.As($"Bearer {await shared.Keep(caller, () => Ended(person))}"),
            "an expired session" => visitor.As($"Bearer {await shared.Keep(caller, () => Expired(person))}"),
            "a blocked member's session" => visitor.As($"Bearer {await shared.Keep(caller, Blocked)}"),
            "a revoked key" => visitor.As($"Bearer {await shared.Keep(caller, RevokedKey)}"),
            "an expired key" => visitor.As($"Bearer {await shared.Keep(caller, ExpiredKey)}"),
            "a changed key" => visitor.As($"Bearer {Changed(await Key(Scopes))}"),
            "a session" => visitor.As($"Bearer {await _server.OpenSession(person)}"),
            "a bare session" => visitor.As(await _server.OpenSession(person)),
            "a session in lower-case bearer" => visitor.As($"bearer {await _server.OpenSession(person)}"),
            "a session in the cookie" => visitor.WithCookie(await _server.OpenSession(person)),
            "a key without the scope" => visitor.As($"Bearer {await Key([.. Scopes.Except([Needed(operation)[0]])])}"),
            "a key with the scope alone" => visitor.As($"Bearer {await Key(Needed(operation))}"),
            "a bare key" => visitor.As(MembersServer.BootstrapKey),
            "the operator's key" => _server.Operator,
            "a session and a key" => visitor.As($"{await _server.OpenSession(person)},{MembersServer.BootstrapKey}"),
            "a key and a session" => visitor.As($"Bearer {MembersServer.BootstrapKey}, Bearer {await _server.OpenSession(person)}"),
            "a session and a word" => visitor.As($"{await _server.OpenSession(person)},rubbish"),
            _ => throw new InvalidOperationException(caller),
        };
    }

    private static string[] Needed(Operation operation) => operation.Scope switch
    {
        Operations.AllScopes => Scopes,
        var scope => [scope ?? Scopes[0]],
    };

    private Task<string> Key(params string[] scopes) =>
        shared.Keep(string.Join(' ', scopes), async () => (await _server.CreateKey(scopes)).Secret);

    private async Task<string> Ended(Person person)
    {
        var session = await _server.OpenSession(person);
        (await _server.Visitor.As(session).Post($"{Auth}/logout", new { })).Done();
        return session;
    }

    private async Task<string> Expired(Person person)
    {
        var session = await _server.OpenSession(person);
        _server.Clock.Advance(TimeSpan.FromDays(14));
        return session;
    }

    private async Task<string> Blocked()
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        await _server.Block(person);
        return session;
    }

    private async Task<string> RevokedKey()
    {
        var (id, secret) = await _server.CreateKey(Scopes);
        (await _server.Operator.Delete($"/v1/api-keys/{id}")).Done();
        return secret;
    }

    private async Task<string> ExpiredKey()
    {
        var created = await _server.Operator.Post(
            "/v1/api-keys", new { name = "short", scopes = Scopes, expiresAt = _server.Clock.GetUtcNow().AddMinutes(1) });
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        return created.Done().Str("secret");
    }
}
