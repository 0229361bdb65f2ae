using System.Buffers.Text;
using System.IO.Hashing;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Each kind of token in each place that another kind belongs to (ASVS 5.0, 9.2.2).</summary>
[Collection(ManualCollection.Name)]
public sealed class TokenKindsTests(ManualServer shared)
{
    private static readonly string[] Kinds = ["mst_", "mss_", "map_", "mpw_", "mak_", "mdv_"];
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string> WrongPlaces
    {
        get
        {
            // Where a token can be put, and the kind that belongs there.
            (string Place, string Kind)[] places =
            [
                ("bearer", "mss_"), ("bare header", "mss_"), ("cookie", "mss_"), ("introspection", "mss_"), ("ticket", "mst_"),
                ("link", "mpw_"), ("page", "mpw_"), ("approval", "map_"), ("key", "mak_"), ("key beside a session", "mak_"),
                ("query", ""), ("x-api-key header", ""), ("other cookies", ""), ("basic", ""), ("body of a restricted call", ""),
            ];
            var data = new TheoryData<string, string>();
            foreach (var (place, own) in places)
            {
                foreach (var kind in Kinds.Where(k => k != own))
                {
                    data.Add(place, kind);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(WrongPlaces))]
    public async Task A_token_of_one_kind_is_nothing_in_the_place_of_another(string place, string kind)
    {
        var tokens = await Tokens.Make(_server);
        await AssertRefused(place, tokens.Of(kind), tokens);
        await tokens.AssertAllStillGood();
    }

    // Not only the wrong kind: the wrong kind with the right name on it, and a checksum that agrees.
    [Theory]
    [MemberData(nameof(WrongPlaces))]
    public async Task A_token_that_is_relabelled_as_another_kind_is_nothing_either(string place, string kind)
    {
        var tokens = await Tokens.Make(_server);
        foreach (var label in Kinds.Where(k => k != kind))
        {
            await AssertRefused(place, Relabelled(tokens.Of(kind), label), tokens);
        }

        await tokens.AssertAllStillGood();
    }

    private async Task AssertRefused(string place, string token, Tokens tokens)
    {
        var visitor = _server.Visitor;
        switch (place)
        {
            case "bearer":
            case "bare header":
                var me = await visitor.As(place == "bearer" ? $"Bearer {token}" : token).Get($"{Auth}/me");
                Assert.True(me.Status == 401 || (me.Status == 403 && token == tokens.Of("mak_")), me.ToString());
                break;
            case "cookie":
                (await visitor.WithCookie(token).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
                break;
            case "introspection":
                Assert.Equal("{\"active\":false}", (await _server.Operator.PostForm($"{Auth}/introspect", ("token", token))).Done().GetRawText());
                break;
            case "ticket":
                (await _server.Apply(token)).Is(Fault.TokenInvalid);
                break;
            case "link":
                (await _server.SetPassword(token, "set-by-the-attacker-1")).Is(Fault.TokenInvalid);
                break;
            case "page":
                var page = await visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Post, "/set-password")
                {
                    Content = new FormUrlEncodedContent([KeyValuePair.Create("token", token), KeyValuePair.Create("newPassword", "set-by-the-attacker-1")]),
                });
                Assert.Equal(400, page.Status);
                break;
            case "approval":
                (await _server.Operator.Post($"{Auth}/approve", new { token })).Is(Fault.TokenInvalid);
                break;
            case "key":
                Assert.True((await visitor.As($"Bearer {token}").Get("/v1/members?limit=1")).Status is 401 or 403);
                break;
            case "key beside a session":
                (await visitor.As($"{tokens.Of("mss_")},{token}").Get("/v1/members?limit=1")).Is(Fault.PermissionDenied);
                break;
            case "query":
                (await visitor.Get($"{Auth}/me?access_token={token}&token={token}&Authorization=Bearer%20{token}")).Is(Fault.Unauthenticated);
                (await visitor.Get($"/v1/members?access_token={token}&api_key={token}&key={token}")).Is(Fault.Unauthenticated);
                break;
            case "x-api-key header":
                (await visitor.Send(HttpMethod.Get, "/v1/members", null, ("X-Api-Key", token), ("X-Auth-Token", token), ("Proxy-Authorization", $"Bearer {token}"))).Is(Fault.Unauthenticated);
                (await visitor.Send(HttpMethod.Get, $"{Auth}/me", null, ("X-Api-Key", token), ("X-Auth-Token", token))).Is(Fault.Unauthenticated);
                break;
            case "other cookies":
                (await visitor.Send(HttpMethod.Get, $"{Auth}/me", null, ("Cookie", $"members-session={token}; session={token}; __Secure-members-session={token}; __host-members-session={token}"))).Is(Fault.Unauthenticated);
                break;
            case "basic":
                var basic = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"key:{token}"));
                (await visitor.As($"Basic {basic}").Get("/v1/members")).Is(Fault.Unauthenticated);
                break;
            default:
                (await visitor.Post($"{Auth}/block", new { id = tokens.Active.Id, token, apiKey = token, authorization = $"Bearer {token}" })).Is(Fault.Unauthenticated);
                break;
        }
    }

    private static string Relabelled(string token, string label)
    {
        var bytes = Base64Url.DecodeFromChars(token.AsSpan(4));
        var crc = new Crc32();
        crc.Append([(byte)Array.IndexOf(Kinds, label)]);
        crc.Append(bytes.AsSpan(0, 65));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(65), crc.GetCurrentHashAsUInt32());
        return label + Base64Url.EncodeToString(bytes);
    }

    /// <summary>One good token of each kind.</summary>
    private sealed record Tokens(MembersServer Server, Person Active, Person Pending, Dictionary<string, string> ByKind)
    {
        public static async Task<Tokens> Make(MembersServer server)
        {
            var (active, pending) = (await server.Register(), await server.Register());
            (await server.Operator.Post($"{Auth}/approve", new { id = active.Id })).Done();
            return new(server, active, pending, new()
            {
                ["mst_"] = await server.Ticket(active),
                ["mss_"] = await server.OpenSession(active),
                ["map_"] = pending.ApprovalToken,
                ["mpw_"] = await server.MailedToken(active),
                ["mak_"] = (await server.CreateKey("members.authenticate")).Secret,
                ["mdv_"] = (await server.Operator.Post($"{Auth}/login", new { email = active.Email, password = active.Password, rememberDevice = true })).Done().Str("deviceToken"),
            });
        }

        public string Of(string kind) => ByKind[kind];

        /// <summary>No wrong use has used one up, or done anything.</summary>
        public async Task AssertAllStillGood()
        {
            Assert.Equal("PENDING", await Server.Status(Pending));
            Assert.True(await Server.IsLive(Of("mss_")));
            (await Server.Apply(Of("mst_"))).Done();
            (await Server.Operator.Post($"{Auth}/approve", new { token = Of("map_") })).Done();
            (await Server.Login(Active)).Done();
            (await Server.SetPassword(Of("mpw_"), "quiet-fox-7-lanterns")).Done();
            (await Server.Visitor.As(Of("mak_")).Post($"{Auth}/login", new { })).Is(Fault.InvalidCredentials);
        }
    }
}
