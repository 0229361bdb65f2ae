using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Sessions;
using Members.Secrets;

namespace Members.Tests.Unit.Accounts;

/// <summary>Which commits others must hear of before they are answered (contract I4).</summary>
public sealed class RevocationTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private static readonly MemberRecord Member = Make.Member() with
    {
        Sessions = SessionRules.Open([], Make.Token(TokenPurpose.Session), Make.Origin, Now, Make.Terms(Lifetime)),
    };

    [Theory]
    [InlineData(MemberStatus.Active, MemberStatus.Blocked, true)]
    [InlineData(MemberStatus.Active, MemberStatus.None, true)]
    [InlineData(MemberStatus.Active, MemberStatus.Active, false)]
    [InlineData(MemberStatus.Pending, MemberStatus.Blocked, false)]
    [InlineData(MemberStatus.Blocked, MemberStatus.Active, false)]
    public void Whoever_could_log_in_and_cannot_any_more_is_told_of(MemberStatus before, MemberStatus next, bool revokes) =>
        Assert.Equal(
            revokes ? Audience.Everybody : Audience.Nobody, Revocation.Of(Make.Member(before), Make.Member(next), Now));

    [Fact]
    public void A_session_that_ends_is_told_of_and_one_that_is_over_is_not()
    {
        var without = Member with { Sessions = [] };

        Assert.Equal(Audience.Everybody, Revocation.Of(Member, without, Now));
        Assert.Equal(Audience.Everybody, Revocation.Of(Member, without, Now + Lifetime - Moments.Second));
        Assert.Equal(Audience.Nobody, Revocation.Of(Member, without, Now + Lifetime));
    }

    [Fact]
    public void What_takes_nothing_away_is_told_nobody()
    {
        var another = SessionRules.Open(Member.Sessions, Make.Token(TokenPurpose.Session, 2), Make.Origin, Now, Make.Terms(Lifetime));
        var seen = new Dictionary<Guid, DateTimeOffset> { [Make.Token(TokenPurpose.Session).Id] = Now + Moments.Second };

        Assert.Equal(Audience.Nobody, Revocation.Of(Member, Member, Now));
        Assert.Equal(Audience.Nobody, Revocation.Of(Member, Member with { Sessions = another }, Now));
        Assert.Equal(Audience.Nobody, Revocation.Of(Member, Member with { Sessions = SessionRules.Touch(Member.Sessions, seen) }, Now));
    }

    [Fact]
    public void What_a_session_check_shows_is_told_of_if_there_is_a_session_to_check()
    {
        MemberRecord[] changed =
        [
            Member with { Addresses = Make.Owning("new@example.org") },
            Member with { Addresses = Member.Addresses with { Verified = !Member.Addresses.Verified } },
            Member with { Credentials = Member.Credentials.Replace(null) },
            Member with { UpdatedAt = Now + Moments.Second },
            Member with { Profile = Member.Profile with { ContactId = MemberId.New() } },
        ];

        Assert.All(changed, next => Assert.Equal(Audience.Everybody, Revocation.Of(Member, next, Now)));
        Assert.All(changed, next => Assert.Equal(Audience.Nobody, Revocation.Of(Member with { Sessions = [] }, next, Now)));
    }

    [Fact]
    public void Of_a_login_gateways_are_told_because_its_time_is_shown()
    {
        var next = Member with { LastLoginAt = Now };

        Assert.Equal(Audience.Gateways, Revocation.Of(Member, next, Now));
        Assert.Equal(Audience.Nobody, Revocation.Of(Member with { Sessions = [] }, next, Now));
    }
}
