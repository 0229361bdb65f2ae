using System.Buffers.Text;
using System.IO.Hashing;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Each kind of token in each place that another kind belongs to (ASVS 5.0, 9.2.2).</summary>
[Collection(ManualCollection.Name)]
public sealed class TokenKindsTests(ManualServer shared)
{
    // In the order of the product's own list, which is part of the checksum.
    private static readonly string[] Kinds =
        ["mst_", "mss_", "map_", "mpw_", "mak_", "mdv_", "mat_", "mrt_", "mac_", "mvt_", "mvr_", "maa_", "mev_", "mue_"];

    // Where a token can be put, and the kinds that belong there.
    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["bearer"] = ["mss_", "mat_"],
        ["bare header"] = ["mss_", "mat_"],
        ["cookie"] = ["mss_"],
        ["introspection"] = ["mss_", "mat_"],
        ["ticket"] = ["mst_"],
        ["link"] = ["mpw_"],
        ["page"] = ["mpw_"],
        ["approval"] = ["map_"],
        ["key"] = ["mak_", "maa_"],
        ["key beside a session"] = ["mak_", "maa_"],
        ["visitor"] = ["mvt_", "mss_", "mat_", "mak_", "maa_"],
        ["refresh"] = ["mrt_", "mvr_"],
        ["code"] = ["mac_"],
        ["proof of a code"] = ["mst_"],
        ["revocation"] = ["mrt_", "mat_"],
        ["verification"] = ["mev_"],
        ["undo"] = ["mue_"],
        ["query"] = [],
        ["x-api-key header"] = [],
        ["other cookies"] = [],
        ["basic"] = [],
        ["body of a restricted call"] = [],
    };

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_token_of_one_kind_is_nothing_in_the_place_of_another()
    {
        var tokens = await TokensOfEachKind.Make(_server);
        foreach (var (place, ownKinds) in Places)
        {
            foreach (var kind in Kinds.Except(ownKinds))
            {
                await AssertRefused(place, tokens.Of(kind), tokens);
            }
        }

        await tokens.AssertAllStillGood();
    }

    // Not only the wrong kind: the wrong kind with the right name on it, and a checksum that agrees.
    [Fact]
    public async Task A_token_that_is_relabelled_as_another_kind_is_nothing_either()
    {
        var tokens = await TokensOfEachKind.Make(_server);
        foreach (var (place, ownKinds) in Places)
        {
            foreach (var (kind, label) in from kind in Kinds from label in ownKinds where label != kind select (kind, label))
            {
                await AssertRefused(place, Relabelled(tokens.Of(kind), label), tokens);
            }
        }

        await tokens.AssertAllStillGood();
    }

    private async Task AssertRefused(string place, string token, TokensOfEachKind tokens)
    {
        var visitor = _server.Visitor;
        switch (place)
        {
            case "bearer":
            case "bare header":
                var me = await visitor.As(place == "bearer" ? $"Bearer {token}" : token).Get($"{Auth}/me");
                Assert.True(
                    me.Status == 401
                    || (me.Status == 403 && (token == tokens.Of("mak_") || token == tokens.Of("maa_") || token == tokens.Of("mvt_"))),
                    me.ToString());
                break;
            case "cookie":
                (await visitor.WithCookie(token).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
                break;
            case "introspection":
                Assert.Equal(
                    "{\"active\":false}", (await _server.Operator.PostForm($"{Auth}/introspect", ("token", token))).Done().GetRawText());
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
                    Content = new FormUrlEncodedContent(
                        [KeyValuePair.Create("token", token), KeyValuePair.Create("newPassword", "set-by-the-attacker-1")]),
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
            case "visitor":
                (await visitor.As($"Bearer {token}").Post("/_api/iam/authentication/v2/validate-email", new { email = NewEmail() }))
                    .Is(Fault.Unauthenticated);
                break;
            case "refresh":
                (await _server.Refresh(tokens.Client, token)).Is(Fault.InvalidGrant);
                break;
            case "code":
                (await _server.Redeem(tokens.Client, token, tokens.Verifier, null)).Is(Fault.InvalidGrant);
                break;
            case "proof of a code":
                (await tokens.AskForCode(token)).Is(Fault.TokenInvalid);
                break;
            case "revocation":
                (await visitor.PostForm("/oauth2/revoke", ("token", token), ("client_id", tokens.Client.ToString()))).Done();
                break;
            case "verification":
                (await _server.Operator.Post($"{Auth}/register", new
                {
                    email = NewEmail(),
                    password = MembersServer.GoodPassword,
                    emailVerification = new { verificationId = token, otp = "123456" },
                }))
                    .Is(Fault.EmailVerificationFailed);
                break;
            case "undo":
                var undo = await visitor.SendUnchecked(new HttpRequestMessage(
                    HttpMethod.Post, "/undo-email-change")
                { Content = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]) });
                Assert.Equal(400, undo.Status);
                break;
            case "query":
                (await visitor.Get($"{Auth}/me?access_token={token}&token={token}&Authorization=Bearer%20{token}"))
                    .Is(Fault.Unauthenticated);
                (await visitor.Get($"/v1/members?access_token={token}&api_key={token}&key={token}")).Is(Fault.Unauthenticated);
                break;
            case "x-api-key header":
                (await visitor.Send(
                    HttpMethod.Get, "/v1/members", null, ("X-Api-Key", token), ("X-Auth-Token", token),
                    ("Proxy-Authorization", $"Bearer {token}"))).Is(Fault.Unauthenticated);
                (await visitor.Send(HttpMethod.Get, $"{Auth}/me", null, ("X-Api-Key", token), ("X-Auth-Token", token)))
                    .Is(Fault.Unauthenticated);
                break;
            case "other cookies":
                (await visitor.Send(HttpMethod.Get, $"{Auth}/me", null, ("Cookie", $"members-session={token}; session={token}; " +
                    $"__Secure-members-session={token}; __host-members-session={token}"))).Is(Fault.Unauthenticated);
                break;
            case "basic":
                var basic = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"key:{token}"));
                (await visitor.As($"Basic {basic}").Get("/v1/members")).Is(Fault.Unauthenticated);
                break;
            default:
                (await visitor.Post($"{Auth}/block", new
                {
                    id = tokens.Active.Id,
                    token,
                    apiKey = token,
                    authorization = $"Bearer {token}",
                })).Is(Fault.Unauthenticated);
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
}
