using Members.Grains.Emails;

namespace Members.Tests.Unit.Emails;

public sealed class ClaimsTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly Guid Ann = Make.Id(1), Eve = Make.Id(2), First = Make.Id(11), Second = Make.Id(12);
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly ClaimRecord Free = new();
    private static readonly ClaimRecord ClaimedByAnn = new() { State = ClaimState.Claimed, MemberId = Ann, Operation = First, Until = Now + Lifetime };
    private static readonly ClaimRecord HeldByAnn = new() { State = ClaimState.Held, MemberId = Ann, Operation = First };

    [Fact]
    public void A_free_address_is_claimed_until_its_time_is_over()
    {
        var ruling = Claims.Claim(Free, Ann, First, Now, Lifetime);

        Assert.True(ruling.Answer);
        Assert.Equal(ClaimedByAnn, ruling.Next);
    }

    [Fact]
    public void A_claim_keeps_others_out_until_the_second_it_lapses()
    {
        var before = Claims.Claim(ClaimedByAnn, Eve, Second, Now + Lifetime - Moments.Second, Lifetime);
        var at = Claims.Claim(ClaimedByAnn, Eve, Second, Now + Lifetime, Lifetime);

        Assert.False(before.Answer);
        Assert.Null(before.Next);
        Assert.True(at.Answer);
        Assert.Equal(Eve, at.Next!.MemberId);
        Assert.Equal(Now + Lifetime + Lifetime, at.Next.Until);
    }

    [Fact]
    public void The_same_claim_again_is_renewed()
    {
        var ruling = Claims.Claim(ClaimedByAnn, Ann, First, Now + Moments.Second, Lifetime);

        Assert.True(ruling.Answer);
        Assert.Equal(Now + Moments.Second + Lifetime, ruling.Next!.Until);
    }

    [Fact]
    public void A_member_takes_over_the_claim_of_their_own_earlier_operation()
    {
        var ruling = Claims.Claim(ClaimedByAnn, Ann, Second, Now, Lifetime);

        Assert.True(ruling.Answer);
        Assert.Equal(Second, ruling.Next!.Operation);
    }

    [Fact]
    public void A_held_address_is_nobody_elses_however_much_time_passes()
    {
        var ruling = Claims.Claim(HeldByAnn, Eve, Second, Now + TimeSpan.FromDays(3650), Lifetime);

        Assert.False(ruling.Answer);
        Assert.Null(ruling.Next);
    }

    [Fact]
    public void A_held_address_is_not_claimed_by_another_operation_of_its_holder()
    {
        var ruling = Claims.Claim(HeldByAnn, Ann, Second, Now, Lifetime);

        Assert.False(ruling.Answer);
        Assert.Null(ruling.Next);
    }

    [Fact]
    public void Claiming_what_the_same_operation_holds_changes_nothing()
    {
        var ruling = Claims.Claim(HeldByAnn, Ann, First, Now, Lifetime);

        Assert.True(ruling.Answer);
        Assert.Null(ruling.Next);
    }

    [Fact]
    public void A_claim_becomes_a_hold_and_a_second_confirmation_changes_nothing()
    {
        var first = Claims.Confirm(ClaimedByAnn, Ann, First);
        var second = Claims.Confirm(HeldByAnn, Ann, First);

        Assert.True(first.Answer);
        Assert.Equal(HeldByAnn, first.Next);
        Assert.True(second.Answer);
        Assert.Null(second.Next);
    }

    [Fact]
    public void A_confirmation_is_refused_to_whoever_has_no_claim()
    {
        foreach (var record in new[] { Free, ClaimedByAnn, HeldByAnn })
        {
            var ofAnother = Claims.Confirm(record, Eve, First);
            var ofAnotherOperation = Claims.Confirm(record, Ann, Second);

            Assert.False(ofAnother.Answer || ofAnotherOperation.Answer);
            Assert.Null(ofAnother.Next);
            Assert.Null(ofAnotherOperation.Next);
        }
    }

    [Fact]
    public void A_release_frees_only_what_that_operation_has()
    {
        foreach (var record in new[] { ClaimedByAnn, HeldByAnn })
        {
            Assert.Equal(Free, Claims.Release(record, Ann, First).Next);
            Assert.Null(Claims.Release(record, Ann, Second).Next);
            Assert.Null(Claims.Release(record, Eve, First).Next);
        }

        Assert.Null(Claims.Release(Free, Ann, First).Next);
    }

    [Fact]
    public void Only_a_held_address_logs_anybody_in()
    {
        Assert.Null(Free.Holder());
        Assert.Null(ClaimedByAnn.Holder());
        Assert.Equal(Ann, HeldByAnn.Holder());
    }

    [Fact]
    public void An_address_that_is_set_aside_is_nobodys_login_and_nobody_can_claim_it()
    {
        var held = new ClaimRecord { State = ClaimState.Held, MemberId = Make.Id(1), Operation = Make.Id(10) };
        var aside = Claims.SetAside(held, Make.Id(1), Make.Id(10)).Next!;

        Assert.Null(aside.Holder());
        Assert.False(Claims.Claim(aside, Make.Id(2), Make.Id(20), Moments.Start, TimeSpan.FromSeconds(30)).Answer);
        Assert.False(Claims.Claim(aside, Make.Id(1), Make.Id(30), Moments.Start, TimeSpan.FromSeconds(30)).Answer);
        Assert.False(Claims.Confirm(aside, Make.Id(1), Make.Id(10)).Answer);
        Assert.True(Claims.IsTaken(aside, Make.Id(2)));
        Assert.False(Claims.IsTaken(aside, Make.Id(1)));
        Assert.False(Claims.SetAside(held, Make.Id(1), Make.Id(11)).Answer);
        Assert.Equal(ClaimState.Free, Claims.Release(aside, Make.Id(1), Make.Id(10)).Next!.State);
    }

    [Fact]
    public void An_address_that_was_taken_back_is_not_set_aside_by_a_late_call()
    {
        var aside = new ClaimRecord { State = ClaimState.SetAside, MemberId = Make.Id(1), Operation = Make.Id(10) };
        var back = Claims.TakeBack(aside, Make.Id(1), Make.Id(10), Make.Id(11)).Next!;

        Assert.Equal(Make.Id(1), back.Holder());
        Assert.True(Claims.TakeBack(back, Make.Id(1), Make.Id(10), Make.Id(11)).Answer);
        Assert.False(Claims.SetAside(back, Make.Id(1), Make.Id(10)).Answer);
        Assert.False(Claims.TakeBack(aside, Make.Id(2), Make.Id(10), Make.Id(11)).Answer);
        Assert.Null(Claims.Release(back, Make.Id(1), Make.Id(10)).Next);
    }
}
