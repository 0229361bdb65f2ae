using CsCheck;
using Members.Grains.Emails;

namespace Members.Tests.Unit.Emails;

public sealed class AddressRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void An_undo_keeps_what_a_newer_version_has_added()
    {
        var there = AddressRules.MoveAndReserve(Make.Owning(), Make.Login("new@example.org"), Make.Id(1), Make.Id(2), Now);

        var back = AddressRules.MoveBack(there with { Unknown = Make.Unknown }, there.Reserved[0]).Next;

        Assert.Same(Make.Unknown, back.Unknown);
    }

    [Fact]
    public void A_move_leaves_the_old_address_free_at_once()
    {
        var moved = AddressRules.Move(Make.Owning() with { Verified = true }, Make.Login("new@example.org"), verified: false);

        Assert.Equal([(Make.Login("new@example.org").Key, true)], moved.Owned());
        Assert.False(moved.Verified);
    }

    [Fact]
    public void A_move_to_a_reserved_address_ends_that_reservation_and_no_other()
    {
        var (first, second) = (Make.Reserved("one@example.org", 1), Make.Reserved("two@example.org", 2));
        var moved = AddressRules.Move(Make.Owning("ann@example.org", first, second), first.Login, verified: true);

        Assert.Equal([(first.Login.Key, true), (second.Login.Key, false)], moved.Owned());
        Assert.Equal(second, Assert.Single(moved.Reserved));
    }

    [Fact]
    public void A_move_to_a_verified_address_reserves_the_one_that_is_left()
    {
        var moved = AddressRules.MoveAndReserve(Make.Owning(), Make.Login("new@example.org"), Make.Id(1), Make.Id(2), Now);

        Assert.True(moved.Verified);
        Assert.Equal(Make.Login("new@example.org"), moved.Login);
        Assert.Equal(new ReservedAddress(Make.Login(), Now + Week, Make.Id(1), Make.Id(2)), Assert.Single(moved.Reserved));
    }

    [Fact]
    public void Moving_to_and_fro_reserves_each_address_once()
    {
        var there = AddressRules.MoveAndReserve(Make.Owning(), Make.Login("new@example.org"), Make.Id(1), Make.Id(2), Now);
        var back = AddressRules.MoveAndReserve(there, Make.Login(), Make.Id(3), Make.Id(4), Now + Moments.Second);

        Assert.Equal([(Make.Login().Key, true), (Make.Login("new@example.org").Key, false)], back.Owned());
        Assert.Equal(Make.Id(3), Assert.Single(back.Reserved).Undo);
    }

    [Fact]
    public void A_move_to_another_spelling_reserves_nothing()
    {
        var typed = Make.Login("Ann@Example.org");
        var moved = AddressRules.MoveAndReserve(Make.Owning(), typed, Make.Id(1), Make.Id(2), Now);

        Assert.Equal([(typed.Key, true)], moved.Owned());
    }

    [Fact]
    public void Moving_back_frees_what_was_reserved_since_and_says_what_it_was()
    {
        var (first, second, third) =
            (Make.Reserved("one@example.org", 1), Make.Reserved("two@example.org", 2), Make.Reserved("three@example.org", 3));
        var (next, ended) = AddressRules.MoveBack(Make.Owning("ann@example.org", first, second, third), second);

        Assert.Equal([(second.Login.Key, true), (first.Login.Key, false)], next.Owned());
        Assert.True(next.Verified);
        Assert.Equal(third, Assert.Single(ended));
    }

    [Fact]
    public void A_reserved_address_is_free_from_the_moment_it_expires_and_nothing_changes_before()
    {
        var owning = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 1), Make.Reserved("ann2@example.org", 2));
        var until = owning.Reserved[0].Until;

        Assert.Same(owning, AddressRules.FreeExpired(owning, until - TimeSpan.FromTicks(1)));
        Assert.Equal(owning.Reserved[1], Assert.Single(AddressRules.FreeExpired(owning, until).Reserved));
        Assert.Equal(owning.Login, AddressRules.FreeExpired(owning, until + Week).Login);
    }

    [Fact]
    public void A_sixth_address_waits_until_the_first_is_free()
    {
        var addresses = Make.Owning();
        for (var i = 0; i < AddressRules.MaxReserved; i++)
        {
            Assert.Null(AddressRules.RefuseReservation(addresses, Now));
            var to = Make.Login($"ann{i}@example.org");
            addresses = AddressRules.MoveAndReserve(addresses, to, Make.Id(20 + i), Make.Id(40 + i), Now + TimeSpan.FromHours(i));
        }

        Assert.Equal(TimeSpan.FromDays(6), AddressRules.RefuseReservation(addresses, Now + TimeSpan.FromDays(1))!.RetryAfter);
        Assert.Null(AddressRules.RefuseReservation(AddressRules.FreeExpired(addresses, Now + Week), Now + Week));
    }

    [Fact]
    public void Whatever_a_member_does_no_address_is_theirs_twice_and_few_are_reserved() => Steps.Array[0, 40].Sample(
        steps =>
        {
            var (addresses, now) = (Make.Owning(), Now);
            foreach (var step in steps)
            {
                (addresses, now) = Take(addresses, step, now);
                var owned = addresses.Owned().ToList();
                Assert.Equal(owned.Count, owned.Select(a => a.Key).Distinct(StringComparer.Ordinal).Count());
                Assert.Single(owned, a => a.LogsIn);
                Assert.InRange(addresses.Reserved.Length, 0, AddressRules.MaxReserved);
                Assert.Equal(addresses.Reserved.OrderBy(r => r.Until), addresses.Reserved);
            }
        },
        iter: 5000);

    [Fact]
    public void Whoever_has_moved_back_owns_nothing_that_was_reserved_later() => Gen.Select(Steps.Array[0, 40], Gen.Int[0, 4]).Sample(
        (steps, at) =>
        {
            var (addresses, now) = steps.Aggregate((Make.Owning(), Now), (state, step) => Take(state.Item1, step, state.Item2));
            if (addresses.Reserved.Length <= at)
            {
                return;
            }

            var to = addresses.Reserved[at];
            var (next, ended) = AddressRules.MoveBack(addresses, to);

            Assert.Equal(to.Login, next.Login);
            Assert.DoesNotContain(next.Owned(), a => a.Key == addresses.Login!.Key);
            Assert.Equal(addresses.Reserved[..at].AsEnumerable(), next.Reserved);
            Assert.Equal(addresses.Reserved[(at + 1)..].AsEnumerable(), ended);
            Assert.All(ended, e => Assert.DoesNotContain(next.Owned(), a => a.Key == e.Login.Key));
        },
        iter: 5000);

    private enum Kind
    {
        Move,
        MoveAndReserve,
        MoveBack,
        FreeExpired,
        Wait,
    }

    private sealed record Step(Kind Kind, int Number);

    // Few addresses, so that they come again.
    private static Gen<Step> Steps { get; } =
        Gen.Select(Gen.Enum<Kind>(), Gen.Int[0, 7]).Select((kind, number) => new Step(kind, number));

    private static (Addresses Addresses, DateTimeOffset Now) Take(Addresses addresses, Step step, DateTimeOffset now)
    {
        var to = Make.Login($"ann{step.Number}@example.org");
        return step.Kind switch
        {
            Kind.Move => (AddressRules.Move(addresses, to, verified: false), now),
            Kind.MoveAndReserve when AddressRules.RefuseReservation(addresses, now) is null =>
                (AddressRules.MoveAndReserve(addresses, to, Make.Id(step.Number), Make.Id(100 + step.Number), now), now),
            Kind.MoveBack when step.Number < addresses.Reserved.Length =>
                (AddressRules.MoveBack(addresses, addresses.Reserved[step.Number]).Next, now),
            Kind.FreeExpired => (AddressRules.FreeExpired(addresses, now), now),
            Kind.Wait => (addresses, now + TimeSpan.FromDays(step.Number)),
            Kind.MoveAndReserve or Kind.MoveBack => (addresses, now),
        };
    }
}
