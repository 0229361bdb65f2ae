using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.OAuth;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Secrets;

namespace Members.Tests.Unit.OAuth;

/// <summary>A member who is about to log in with a client.</summary>
internal static class Stage
{
    public const string Callback = "https://shop.example/in";

    public static readonly DateTimeOffset Now = Moments.Start;
    public static readonly Guid Client = Make.Id(70), Other = Make.Id(71);
    public static readonly OpaqueToken Ticket = Make.Token(TokenPurpose.SessionTicket, 1);
    public static readonly OpaqueToken Code = Make.Token(TokenPurpose.AuthorizationCode, 2);
    public static readonly EventRecord Reused = Make.Event("authn_token_reuse", "TOKEN_INVALID");
    public static readonly ClientTerms Terms = new(Make.Terms(TimeSpan.FromDays(14)), TimeSpan.FromHours(4));
    public static readonly CodeVerifier Verifier = VerifierOf('v'), Wrong = VerifierOf('w');

    public static string Challenge { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(new string('v', 43))));

    public static MemberRecord WithTicket() =>
        Make.Member() with { Tokens = OneTimeTokens.Issue([], Ticket, Now + TimeSpan.FromMinutes(2), Now, replace: false) };

    public static MemberRecord WithCode(string? uri = Callback) =>
        CodeRules.Authorize(WithTicket(), new Authorize(Ticket, Client, uri, Challenge), Code, Now, TimeSpan.Zero).Next!;

    public static FreshTokens Fresh() => new(Access(1), Make.Token(TokenPurpose.RefreshToken, 2), Make.Key());

    // Under the session's id, which is the code's; each with a secret of its own.
    public static OpaqueToken Access(int number) =>
        OpaqueToken.Create(TokenPurpose.AccessToken, Make.Owner, Code.Id, SHA256.HashData([(byte)number]));

    public static RedeemCode Redeem(OpaqueToken? code = null, Guid? client = null, string? uri = Callback, CodeVerifier? verifier = null) =>
        new(code ?? Code, client ?? Client, uri, verifier ?? Verifier, Make.Origin);

    /// <summary>A member with a session, and its first tokens.</summary>
    public static (MemberRecord Member, IssuedTokens Issued) WithSession(DateTimeOffset? at = null, ClientTerms? terms = null)
    {
        var opened = CodeRules.Redeem(WithCode(), Redeem(), Fresh(), Reused, at ?? Now, terms ?? Terms);
        return (opened.Next!, opened.Answer.Value!);
    }

    public static bool IsGood(MemberRecord record, OpaqueToken token, DateTimeOffset? at = null) =>
        SessionRules.Find(record.Sessions, token, at ?? Now) is not null;

    private static CodeVerifier VerifierOf(char c) =>
        CodeVerifier.TryParse(new string(c, 43), out var verifier) ? verifier : throw new FormatException();
}
