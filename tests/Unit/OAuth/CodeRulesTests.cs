using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.MemberSessions;
using Members.Grains.OAuth;
using Members.Grains.PasswordChange;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using static Members.Tests.Unit.OAuth.Stage;

namespace Members.Tests.Unit.OAuth;

public sealed class CodeRulesTests
{
    private static readonly TimeSpan Never = TimeSpan.Zero;
    private static readonly Refusal Unknown = new Refusal.TokenInvalid(TokenFate.Unknown), Used = new Refusal.TokenInvalid(TokenFate.Used);

    [Fact]
    public void A_ticket_gives_one_code_and_is_used_up_with_it()
    {
        var next = WithCode();

        Assert.Null(OneTimeTokens.Refuse(next.Tokens, Code, TokenPurpose.AuthorizationCode, Now));
        Assert.Equal(Used, Ask(next, Ticket).Answer.Refusal);
        var session = Make.Token(TokenPurpose.Session);
        Assert.Equal(Used, SessionOpening.Redeem(next, Ticket, session, Make.Origin, Now, Terms.Session).Answer.Refusal);
    }

    [Fact]
    public void A_session_of_our_own_kind_gives_codes_and_one_that_is_over_or_idle_does_not()
    {
        var session = Make.Token(TokenPurpose.Session, 5);
        var record = Make.Member() with { Sessions = SessionRules.Open([], session, Make.Origin, Now, Terms.Session) };
        var hour = TimeSpan.FromHours(1);

        Assert.True(Ask(record, session).Answer.Succeeded);
        Assert.IsType<Refusal.Unauthenticated>(Ask(record, session, at: Now + TimeSpan.FromDays(14)).Answer.Refusal);
        Assert.True(Ask(record, session, at: Now + hour - Moments.Second, idle: hour).Answer.Succeeded);
        Assert.IsType<Refusal.Unauthenticated>(Ask(record, session, at: Now + hour, idle: hour).Answer.Refusal);
        Assert.IsType<Refusal.Unauthenticated>(Ask(record with { Status = MemberStatus.Pending }, session).Answer.Refusal);
    }

    [Fact]
    public void An_access_or_refresh_token_a_code_or_an_approval_token_proves_nothing()
    {
        var (record, issued) = WithSession();
        foreach (var proof in new[] { issued.Access, issued.Refresh, Code, Make.Token(TokenPurpose.Approval) })
        {
            Assert.IsType<Refusal.Unauthenticated>(Ask(record, proof).Answer.Refusal);
        }
    }

    [Fact]
    public void Nobody_who_is_not_active_is_given_a_code() => Assert.Equal(
        new Refusal.TokenInvalid(TokenFate.Revoked), Ask(WithTicket() with { Status = MemberStatus.Blocked }, Ticket).Answer.Refusal);

    [Fact]
    public void A_code_opens_a_session_of_its_own_id_with_both_tokens_and_works_once()
    {
        var opened = CodeRules.Redeem(WithCode(), Redeem(), Fresh(), Reused, Now, Terms);
        var (next, issued) = (opened.Next!, opened.Answer.Value!);
        var session = Assert.Single(next.Sessions);

        Assert.Equal((Code.Id, Client, Now + TimeSpan.FromDays(14)), (session.Id, session.OAuth!.Client, session.ExpiresAt));
        Assert.Equal((Make.Owner, TimeSpan.FromHours(4)), (issued.Member, issued.ExpiresIn));
        Assert.True(IsGood(next, issued.Access));
        Assert.Equal(TokenFate.Used, next.Tokens.Single(t => t.Id == Code.Id).Fate);
        Assert.Null(next.Tokens.Single(t => t.Id == Code.Id).Code);
        Assert.Empty(next.Events);
    }

    [Fact]
    public void A_code_that_comes_again_ends_the_session_that_it_opened_and_is_told_of()
    {
        var (record, issued) = WithSession();
        var again = CodeRules.Redeem(record, Redeem(), Fresh(), Reused, Now, Terms);

        Assert.Equal(Used, again.Answer.Refusal);
        Assert.Empty(again.Next!.Sessions);
        Assert.Equal(Reused, Assert.Single(again.Next.Events));
        Assert.False(IsGood(again.Next, issued.Access));
        Assert.Equal(Audience.Everybody, Revocation.Of(record, again.Next, Now));
        Assert.Null(CodeRules.Redeem(again.Next, Redeem(), Fresh(), Reused, Now, Terms).Next);
    }

    [Fact]
    public void A_made_up_code_ends_nothing()
    {
        var (record, _) = WithSession();
        var forged = OpaqueToken.Create(TokenPurpose.AuthorizationCode, Make.Owner, Code.Id, new byte[32]);
        var decision = CodeRules.Redeem(record, Redeem(forged), Fresh(), Reused, Now, Terms);

        Assert.Equal(Unknown, decision.Answer.Refusal);
        Assert.Null(decision.Next);
    }

    public static TheoryData<string> Strangers => ["client", "redirect URI", "no redirect URI", "verifier"];

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Whoever_shows_a_code_that_is_not_theirs_uses_it_up(string wrong)
    {
        var command = wrong switch
        {
            "client" => Redeem(client: Other),
            "redirect URI" => Redeem(uri: Callback + "/"),
            "no redirect URI" => Redeem(uri: null),
            _ => Redeem(verifier: Wrong),
        };
        var decision = CodeRules.Redeem(WithCode(), command, Fresh(), Reused, Now, Terms);

        Assert.Equal(Unknown, decision.Answer.Refusal);
        Assert.Empty(decision.Next!.Sessions);
        Assert.Equal(Used, CodeRules.Redeem(decision.Next, Redeem(), Fresh(), Reused, Now, Terms).Answer.Refusal);
    }

    [Fact]
    public void A_code_for_a_web_message_names_no_redirect_uri() =>
        Assert.True(CodeRules.Redeem(WithCode(uri: null), Redeem(uri: null), Fresh(), Reused, Now, Terms).Answer.Succeeded);

    [Fact]
    public void A_code_is_good_until_the_second_before_its_minute_is_over()
    {
        var minute = TimeSpan.FromMinutes(1);

        Assert.True(CodeRules.Redeem(WithCode(), Redeem(), Fresh(), Reused, Now + minute - Moments.Second, Terms).Answer.Succeeded);
        Assert.IsType<Refusal.TokenExpired>(CodeRules.Redeem(WithCode(), Redeem(), Fresh(), Reused, Now + minute, Terms).Answer.Refusal);
    }

    [Fact]
    public void A_token_of_another_purpose_is_no_code() =>
        Assert.Equal(Unknown, CodeRules.Redeem(WithTicket(), Redeem(Ticket), Fresh(), Reused, Now, Terms).Answer.Refusal);

    [Fact]
    public void What_ends_tickets_ends_codes()
    {
        var session = Make.Token(TokenPurpose.Session, 5);
        var record = WithCode() with { Sessions = SessionRules.Open([], session, Make.Origin, Now, Terms.Session) };
        var link = Make.Token(TokenPurpose.SetPassword, 6);
        var withLink = record with { Tokens = OneTimeTokens.Issue(record.Tokens, link, Now + Terms.Access, Now, replace: true) };
        MemberRecord?[] after =
        [
            AdmissionRules.Block(record, new BlockMember()).Next,
            Endings.Apply(record, Ending.AllSessions),
            PasswordRules.Change(record, Make.Id(5), 1, Make.Digest("two"), Now).Next,
            PasswordRules.SetByToken(withLink, link, Make.Digest("two"), null, Now).Next,
        ];

        Assert.All(after, r =>
        {
            var active = r! with { Status = MemberStatus.Active };
            var refusal = CodeRules.Redeem(active, Redeem(), Fresh(), Reused, Now, Terms).Answer.Refusal;
            Assert.Equal(new Refusal.TokenInvalid(TokenFate.Revoked), refusal);
        });
    }

    private static Decision<MemberRecord, Outcome<OpaqueToken>> Ask(
        MemberRecord record, OpaqueToken proof, DateTimeOffset? at = null, TimeSpan? idle = null)
    {
        var code = Make.Token(TokenPurpose.AuthorizationCode, 9);
        return CodeRules.Authorize(record, new Authorize(proof, Client, Callback, Challenge), code, at ?? Now, idle ?? Never);
    }
}
