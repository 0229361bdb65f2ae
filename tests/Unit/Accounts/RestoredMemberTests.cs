using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Secrets;
using Members.Sessions;

namespace Members.Tests.Unit.Accounts;

/// <summary>What a member's record becomes when it comes out of a backup. What ends is in <see cref="EndingsTests"/>.</summary>
public sealed class RestoredMemberTests
{
    private const int MaxEvents = 50;
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly OpaqueToken Secret = Make.Token(TokenPurpose.Session, 1);

    [Fact]
    public void Who_had_a_session_is_told_when_it_ended_and_by_what()
    {
        var session = new SessionRecord(Guid.NewGuid(), TokenDigest.Of(Secret), Now, Now, Now.AddDays(1), new SessionOrigin(null, null));
        var member = Member() with { Sessions = [session] };
        var entry = Assert.Single(RestoredMember.Of(member, Now, MaxEvents).Events);
        Assert.Equal(("session_all_ended", RestoredMember.Actor, Now), (entry.Type, entry.By, entry.At));
        Assert.Empty(RestoredMember.Of(Member(), Now, MaxEvents).Events);
    }

    [Theory]
    [InlineData(-100, 7)]
    [InlineData(1, 7)]
    [InlineData(8, 8)]
    public void A_deletion_leaves_time_to_come_back(int asked, int expected)
    {
        var restored = RestoredMember.Of(Member() with { DeletionAt = Now.AddDays(asked) }, Now, MaxEvents);
        Assert.Equal(Now.AddDays(expected), restored.DeletionAt);
        Assert.Equal(Now.AddDays(expected), restored.Due);
    }

    [Fact]
    public void A_code_for_a_change_of_address_is_dead_and_one_for_a_registration_good_so_that_the_registration_is_cleared_some_day()
    {
        var verification = new AddressVerification(
            VerificationUse.Registration, Guid.NewGuid(), TokenDigest.Of(Secret), "ann@example.com", default!, 3, Now.AddHours(1));
        var pending = new PendingRegistration(new PasswordDigest("bcrypt", "none", "hash"), ContactInfo.Empty, ProfilePrivacy.Private, Now);
        var waiting = RestoredMember.Of(
            Member() with { Status = MemberStatus.None, Pending = pending, Verification = verification }, Now, MaxEvents);
        Assert.Equal((verification, verification.ExpiresAt), (waiting.Verification, waiting.Due));

        var member = Member() with { Verification = verification with { Use = VerificationUse.Change } };
        Assert.Null(RestoredMember.Of(member, Now, MaxEvents).Verification);
    }

    [Fact]
    public void A_second_restore_changes_nothing()
    {
        var member = Member() with { DeletionAt = Now.AddDays(-1) };
        var once = RestoredMember.Of(member, Now, MaxEvents);
        Assert.Equal(once.DeletionAt, RestoredMember.Of(once, Now, MaxEvents).DeletionAt);
        Assert.Equal(once.Events, RestoredMember.Of(once, Now, MaxEvents).Events);
    }

    private static MemberRecord Member() => new() { Id = Guid.NewGuid(), Status = MemberStatus.Active, CreatedAt = Now, UpdatedAt = Now };
}
