using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Storage;

namespace Members.Tests.Unit.Audit;

public sealed class EventRulesTests
{
    private const int Max = 12;

    private static readonly DateTimeOffset Start = Moments.Start;
    private static readonly EventRecord Blocked = Make.Event("user_blocked", at: Start);

    [Fact]
    public void Ten_thousand_failures_of_one_origin_are_one_entry_with_the_first_and_the_last_time()
    {
        ImmutableArray<EventRecord> unwritten = [];
        for (var i = 0; i < 10_000; i++)
        {
            unwritten = EventRules.Fold(unwritten, [], Failure(Start + (i * Moments.Second)), Max);
        }

        var shown = Assert.Single(unwritten).View();
        Assert.Equal((10_000, Start, Start + (9_999 * Moments.Second)), (shown.Count, shown.At, shown.LastAt));
    }

    [Theory]
    [InlineData("203.0.113.1", "INVALID_CREDENTIALS", "visitor", "authn_login_fail")]
    [InlineData("192.0.2.1", "MEMBER_BLOCKED", "visitor", "authn_login_fail")]
    [InlineData("192.0.2.1", "INVALID_CREDENTIALS", "key:1", "authn_login_fail")]
    [InlineData("192.0.2.1", "INVALID_CREDENTIALS", "visitor", "authn_password_change_fail")]
    [InlineData(null, "INVALID_CREDENTIALS", "visitor", "authn_login_fail")]
    public void Another_address_result_actor_or_type_is_another_entry(string? from, string result, string by, string type)
    {
        var unwritten = EventRules.Fold([Failure(Start)], [], Make.Event(type, result, from, Start, by), Max);

        Assert.Equal(2, unwritten.Length);
    }

    [Fact]
    public void The_neighbours_on_one_ipv6_network_are_one_origin()
    {
        var unwritten = EventRules.Fold([Failure(Start, "2001:db8::1")], [], Failure(Start, "2001:db8::ffff:1"), Max);

        Assert.Equal(2, Assert.Single(unwritten).Times);
        Assert.Equal(2, EventRules.Fold(unwritten, [], Failure(Start, "2001:db8:0:100::1"), Max).Length);
    }

    [Fact]
    public void After_an_hours_pause_it_is_another_attempt()
    {
        Assert.Single(EventRules.Fold([Failure(Start)], [], Failure(Start + EventRules.Pause - Moments.Second), Max));
        Assert.Equal(2, EventRules.Fold([Failure(Start)], [], Failure(Start + EventRules.Pause), Max).Length);
    }

    [Fact]
    public void A_failure_goes_on_with_what_was_written_down_before()
    {
        var stored = ImmutableArray.Create(Failure(Start) with { Times = 7, Until = Start + Moments.Second });
        var unwritten = EventRules.Fold([], stored, Failure(Start + (2 * Moments.Second)), Max);

        Assert.Equal(8, Assert.Single(EventRules.Merge(stored, unwritten, Max)).Times);
    }

    [Fact]
    public void Writing_down_twice_is_writing_down_once()
    {
        // The first write's answer may have been lost: what it wrote is then among the stored ones already.
        var unwritten = EventRules.Fold([Failure(Start)], [], Failure(Start + Moments.Second), Max);
        var once = EventRules.Merge([Blocked], unwritten, Max);

        Same(once, EventRules.Merge(once, unwritten, Max));
    }

    [Fact]
    public void Events_are_kept_in_the_order_in_which_they_last_happened()
    {
        var unwritten = EventRules.Fold([Failure(Start)], [], Failure(Start + (5 * Moments.Second)), Max);
        var login = Make.Event("authn_login_success", at: Start + (9 * Moments.Second));

        Assert.Equal(
            ["user_blocked", "authn_login_fail", "authn_login_success"],
            EventRules.Merge([Blocked, login], unwritten, Max).Select(e => e.Type));
    }

    [Fact]
    public void Failures_from_ten_thousand_addresses_do_not_push_out_what_changed_the_member()
    {
        var stored = Events("user_approved", 6, TimeSpan.Zero);
        ImmutableArray<EventRecord> unwritten = [];
        for (var i = 0; i < 10_000; i++)
        {
            var from = string.Create(CultureInfo.InvariantCulture, $"10.0.{i / 250}.{i % 250}");
            unwritten = EventRules.Fold(unwritten, stored, Failure(Start + TimeSpan.FromDays(1), from), Max);
            Assert.True(unwritten.Length <= Max);
        }

        var kept = EventRules.Merge(stored, unwritten, Max);
        Assert.Equal(stored, kept.Where(e => e.Type == "user_approved"));
        Assert.Equal(Max, kept.Length);
        Assert.Equal("10.0.39.249", kept[^1].From);
    }

    [Fact]
    public void Each_kind_keeps_a_third_and_all_the_room_while_the_others_need_none()
    {
        var (changes, visits) = (Events("user_blocked", 40, TimeSpan.Zero), Events("session_created", 40, TimeSpan.FromHours(1)));
        var failures = Failures(40);

        Same(visits[^Max..], EventRules.Merge(visits, [], Max));
        var kept = EventRules.Merge([.. changes, .. visits], failures, Max);
        Same([.. changes[^4..], .. visits[^4..], .. failures[^4..]], kept);
    }

    [Fact]
    public void Mails_that_anybody_may_ask_for_do_not_push_out_the_logins()
    {
        var logins = Events("authn_login_success", 4, TimeSpan.Zero);
        var kept = EventRules.Merge([.. logins, .. Events("authn_password_link_created", 60, TimeSpan.FromHours(1))], [], Max);

        Assert.Equal(logins, kept.Where(e => e.Type == "authn_login_success"));
    }

    [Fact]
    public void Something_that_was_done_before_counts_as_a_failure_and_what_a_later_version_writes_as_a_change()
    {
        ImmutableArray<EventRecord> repeated =
            [.. Events("user_blocked", 40, TimeSpan.FromHours(1)).Select(e => e with { Result = AuditResult.Unchanged })];
        var later = Events("user_renamed", 3, TimeSpan.Zero);

        Same([.. later, .. repeated[^9..]], EventRules.Merge(later, repeated, Max));
    }

    [Fact]
    public void Fifty_long_events_take_less_than_eleven_kilobytes()
    {
        ImmutableArray<EventRecord> events =
        [
            .. Enumerable.Range(0, 50).Select(i => Make.Event(
                "authn_login_success",
                from: "2001:db8:1234:5678:9abc:def0:1234:5678",
                at: Start + TimeSpan.FromTicks(i * 12_345_678),
                by: $"key:{Make.Id(i)}")),
        ];

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(events, StoredJson.Options).Length, 5_000, 11_000);
    }

    // Arrays compare by place and not by content.
    private static void Same(IEnumerable<EventRecord> expected, IEnumerable<EventRecord> actual) => Assert.Equal(expected, actual);

    private static EventRecord Failure(DateTimeOffset at, string? from = "192.0.2.1") =>
        Make.Event("authn_login_fail", "INVALID_CREDENTIALS", from, at);

    private static ImmutableArray<EventRecord> Events(string type, int count, TimeSpan after) =>
        [.. Enumerable.Range(0, count).Select(i => Make.Event(type, at: Start + after + (i * Moments.Second)))];

    private static ImmutableArray<EventRecord> Failures(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Failure(Start + TimeSpan.FromHours(2) + (i * Moments.Second), $"10.0.0.{i}"))];
}
