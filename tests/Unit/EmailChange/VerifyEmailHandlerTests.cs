using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Grains.Accounts;
using Members.Grains.EmailChange;
using Members.Outcomes;
using Members.Tests.Unit.Accounts;

namespace Members.Tests.Unit.EmailChange;

/// <summary>Staff confirm an address (admission, section 6).</summary>
public sealed class VerifyEmailHandlerTests : IDisposable
{
    private static readonly CallOrigin Staff = new($"member:{Make.Id(9)}", null, null);

    public VerifyEmailHandlerTests() => Staff.Flow();

    public void Dispose() => CallOrigin.System.Flow();

    [Theory]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.Pending)]
    [InlineData(MemberStatus.Rejected)]
    [InlineData(MemberStatus.Blocked)]
    public async Task It_is_one_write_that_changes_nothing_else_and_an_event_that_names_who_did_it(MemberStatus status)
    {
        var before = Make.Member(status);
        var member = new FakeMember(before);
        member.Clock.Advance(Moments.Second);
        var shown = await VerifyEmailHandler.Verify(member.Context);

        Assert.Equal((true, status, 1), (shown.Value!.EmailVerified, shown.Value.Status, member.Writes));
        Assert.Equal(
            before with
            {
                Schema = member.Stored.Schema,
                UpdatedAt = Moments.Start + Moments.Second,
                Addresses = before.Addresses with { Verified = true },
                Events = member.Stored.Events,
            },
            member.Stored);
        var happened = Assert.Single(member.Stored.Events);
        Assert.Equal(("user_email_verified", Staff.Actor, (string?)null), (happened.Type, happened.By, happened.Result));
        Assert.Empty(member.Mails);
    }

    [Fact]
    public async Task A_second_time_nothing_is_written()
    {
        var member = new FakeMember(Make.Member() with { Addresses = Make.Owning() with { Verified = true } });
        Assert.True((await VerifyEmailHandler.Verify(member.Context)).Value!.EmailVerified);
        Assert.Equal(0, member.Writes);
    }

    [Fact]
    public async Task The_address_in_the_row_is_confirmed_and_not_the_one_that_is_remembered()
    {
        var member = new FakeMember(Make.Member() with { Addresses = Make.Owning() with { Verified = true } });
        await VerifyEmailHandler.Verify(member.Context);
        member.Stored = member.Stored with { Addresses = member.Stored.Addresses with { Verified = false } };

        Assert.True((await VerifyEmailHandler.Verify(member.Context)).Value!.EmailVerified);
        Assert.True(member.Stored.Addresses.Verified);
        Assert.Equal(1, member.Writes);
    }

    [Fact]
    public async Task Nobody_has_no_address()
    {
        var nobody = new FakeMember(new MemberRecord());
        Assert.Equal(new Refusal.MemberNotFound(), (await VerifyEmailHandler.Verify(nobody.Context)).Refusal);
        Assert.Equal(0, nobody.Writes);
    }

    [Fact]
    public async Task Nobody_confirms_their_own()
    {
        new CallOrigin(AuditSubject.Member(Make.Owner), null, null).Flow();
        var member = new FakeMember(Make.Member() with { Addresses = Make.Owning() with { Verified = false } });

        Assert.Equal(new Refusal.AboutOneself(), (await VerifyEmailHandler.Verify(member.Context)).Refusal);
        Assert.False(member.Stored.Addresses.Verified);
    }
}
