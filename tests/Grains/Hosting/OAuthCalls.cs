using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Members.Emails;
using Members.OAuth;
using Members.Secrets;

namespace Members.Tests.Grains.Hosting;

/// <summary>The words in which the tests speak of logins with clients.</summary>
internal static class OAuthCalls
{
    public const string Callback = "https://shop.example/in";

    public static readonly Guid Client = new("00000000-0000-0000-0000-00000000c11e");

    private const string Secret = "a-verifier-of-forty-three-characters-or-more-";

    public static CodeVerifier Verifier { get; } = CodeVerifier.TryParse(Secret, out var verifier) ? verifier : throw new FormatException();

    public static CreateOAuthClient Shop { get; } = new("Shop", [Callback], ["https://shop.example"], [], true);

    private static string Challenge { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Secret)));

    public static IMemberTokensGrain Tokens(this MembersCluster cluster, Guid member, IGrainFactory? from = null) =>
        (from ?? cluster.Grains).GetGrain<IMemberTokensGrain>(member);

    public static IOAuthClientsGrain Clients(this MembersCluster cluster, string site = LoginKey.DefaultSite) =>
        cluster.Grains.GetGrain<IOAuthClientsGrain>(site);

    public static Authorize Asking(OpaqueToken proof) => new(proof, Client, Callback, Challenge);

    public static RedeemCode Showing(OpaqueToken code) => new(code, Client, Callback, Verifier, MembersCluster.Somewhere);

    public static RefreshTokens Rotating(OpaqueToken token) => new(token, Client, Rotate: true);

    /// <summary>A code of a member who is active.</summary>
    public static async Task<OpaqueToken> Code(this MembersCluster cluster, Guid member) =>
        (await cluster.Tokens(member).Authorize(Asking((await cluster.Member(member).IssueSessionTicket()).Done()))).Done();

    /// <summary>A login of a member who is active.</summary>
    public static async Task<IssuedTokens> OpenFor(this MembersCluster cluster, Guid member) =>
        (await cluster.Tokens(member).OpenFor(new OpenFor(Client, null, MembersCluster.Somewhere))).Done();

    public static async Task<IssuedTokens> Refresh(this MembersCluster cluster, OpaqueToken token) =>
        (await cluster.Tokens(token.Owner).Refresh(Rotating(token))).Done();

    public static async Task<bool> IsGood(this MembersCluster cluster, OpaqueToken token) =>
        await cluster.Member(token.Owner).CheckSession(token) is not null;
}
