using Members.Accounts;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.MemberSessions;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.OAuth;
using Members.Secrets;
using Members.Tests.Unit.Accounts;
using Members.Tests.Unit.OAuth;
using Microsoft.Extensions.Logging.Abstractions;

namespace Members.Tests.Unit.MemberSessions;

public sealed class SessionChecksTests
{
    private static readonly OpaqueToken Token = Make.Token(TokenPurpose.Session);

    private static readonly MemberRecord Member = Make.Member() with
    {
        Sessions = SessionRules.Open([], Token, Make.Origin, Moments.Start, Make.Terms(TimeSpan.FromDays(14))),
    };

    [Fact]
    public async Task The_answer_is_kept_while_the_record_stands_and_follows_it()
    {
        var (member, checks) = Begin(Member);
        var first = await checks.Check(Token);

        Assert.NotNull(first);
        Assert.Same(first, await checks.Check(Token));
        await member.Context.Commit(r => new Decision<MemberRecord, bool>(
            r with { Profile = r.Profile with { Contact = new ContactInfo { FirstName = "Ann" } } }, true));

        Assert.Equal("Ann", (await checks.Check(Token))!.Member.Contact.FirstName);
    }

    [Fact]
    public async Task A_session_and_its_access_tokens_are_told_apart()
    {
        var (record, issued) = Stage.WithSession();
        var command = new RefreshTokens(issued.Refresh, Stage.Client, false);
        var at = Stage.Now + Moments.Second;
        var later = Members.Grains.OAuth.RefreshRules.Refresh(record, command, Stage.Access(2), Stage.Reused, at, Stage.Terms).Next!;
        var (_, checks) = Begin(later);
        var (first, second) = ((await checks.Check(issued.Access))!, (await checks.Check(Stage.Access(2)))!);

        var expiry = Stage.Now + TimeSpan.FromHours(4);
        Assert.Equal((Stage.Code.Id, Stage.Client, expiry), (first.Id, first.OAuthClient, first.ExpiresAt));
        Assert.Equal((Stage.Code.Id, Stage.Client, expiry + Moments.Second), (second.Id, second.OAuthClient, second.ExpiresAt));
        Assert.Same(first, await checks.Check(issued.Access));
    }

    [Theory]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Blocked)]
    [InlineData(MemberStatus.Offline)]
    public async Task A_session_of_who_is_not_active_is_not_good(MemberStatus status)
    {
        var (_, checks) = Begin(Member with { Status = status });

        Assert.Null(await checks.Check(Token));
    }

    [Fact]
    public async Task A_token_that_is_not_the_sessions_own_is_not_good_and_of_nobody_nothing_is_kept_in_memory()
    {
        var (member, checks) = Begin(Member);
        var (nobody, none) = Begin(new MemberRecord());

        Assert.Null(await checks.Check(OpaqueToken.Create(TokenPurpose.Session, Make.Owner, Token.Id, new byte[32])));
        Assert.Null(await none.Check(Token));
        Assert.Equal((0, 1), (member.Drops, nobody.Drops));
    }

    [Fact]
    public async Task A_use_keeps_a_session_from_being_idle_without_a_commit_each_time_and_is_not_lost_to_the_next_commit()
    {
        var hour = TimeSpan.FromHours(1);
        var (member, checks) = Begin(Member, new MembersOptions { SessionIdleLifetime = hour });

        member.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await checks.Check(Token));
        Assert.Equal(0, member.Writes);
        await member.Context.Commit(r => new Decision<MemberRecord, bool>(r with { LastLoginAt = Moments.Start }, true));
        Assert.Equal(Moments.Start + TimeSpan.FromMinutes(5), member.Stored.Sessions[0].LastSeenAt);

        member.Clock.Advance(hour - Moments.Second);
        Assert.NotNull(await checks.Check(Token));
        member.Clock.Advance(hour);
        Assert.Null(await checks.Check(Token));
    }

    [Fact]
    public async Task Without_the_lease_the_store_is_asked_and_what_another_silo_has_taken_away_is_gone()
    {
        var (member, checks) = Begin(Member);
        Assert.NotNull(await checks.Check(Token));

        member.Stored = Member with { Status = MemberStatus.Blocked, Sessions = [] };
        Assert.NotNull(await checks.Check(Token));
        member.Lease.IsHeld = false;
        Assert.Null(await checks.Check(Token));
    }

    private static (FakeMember Member, SessionChecks Checks) Begin(MemberRecord record, MembersOptions? options = null)
    {
        var member = new FakeMember(record, options);
        return (member, new SessionChecks(member.Context, NullLogger.Instance));
    }
}
