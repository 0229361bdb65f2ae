using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Sessions;
using Members.Secrets;

namespace Members.Tests.Unit.Accounts;

/// <summary>Which commits every silo must hear of before they are answered (contract I4).</summary>
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
        Assert.Equal(revokes, Revocation.Revokes(Make.Member(before), Make.Member(next), Now));

    [Fact]
    public void A_session_that_ends_is_told_of_and_one_that_is_over_is_not()
    {
        var without = Member with { Sessions = [] };

        Assert.True(Revocation.Revokes(Member, without, Now));
        Assert.True(Revocation.Revokes(Member, without, Now + Lifetime - Moments.Second));
        Assert.False(Revocation.Revokes(Member, without, Now + Lifetime));
    }

    [Fact]
    public void What_takes_nothing_away_is_told_nobody()
    {
        var another = SessionRules.Open(Member.Sessions, Make.Token(TokenPurpose.Session, 2), Make.Origin, Now, Make.Terms(Lifetime));
        var seen = new Dictionary<Guid, DateTimeOffset> { [Make.Token(TokenPurpose.Session).Id] = Now + Moments.Second };

        Assert.False(Revocation.Revokes(Member, Member, Now));
        Assert.False(Revocation.Revokes(Member, Member with { Sessions = another }, Now));
        Assert.False(Revocation.Revokes(Member, Member with { Sessions = SessionRules.Touch(Member.Sessions, seen) }, Now));
        Assert.False(Revocation.Revokes(Member, Member with { Addresses = Make.Owning("new@example.org") }, Now));
    }
}
