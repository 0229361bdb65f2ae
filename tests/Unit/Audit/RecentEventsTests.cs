using Members.Audit;
using Members.Calls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Members.Tests.Unit.Audit;

/// <summary>What a process remembers of its audit log.</summary>
public sealed class RecentEventsTests
{
    private static readonly DateTimeOffset Start = Moments.Start;
    private readonly AuditLog _log = new(NullLoggerFactory.Instance);

    [Fact]
    public void Events_are_remembered_as_they_are_logged_also_when_nobody_logs_them()
    {
        Write("user_blocked", 1);
        Write("authn_login_fail", 2, subject: "email:\n<script>", result: "INVALID_CREDENTIALS");

        var read = _log.Recent.Read(new SecurityQuery(10), Start);
        Assert.Equal(["authn_login_fail", "user_blocked"], read.Events.Select(e => e.Name));
        Assert.Equal(
            new SecurityEvent(
                "authn_login_fail",
                "INVALID_CREDENTIALS",
                "visitor",
                "email:_<script>",
                "192.0.2.7",
                "-",
                Start + (2 * Moments.Second),
                "-"),
            read.Events[0]);
        Assert.Equal(Start, read.Since);
    }

    [Fact]
    public void A_flood_of_refusals_does_not_push_out_what_was_done_and_the_gap_is_admitted()
    {
        Write("user_blocked", 0);
        for (var i = 1; i <= RecentEvents.Capacity + 5; i++)
        {
            Write("authn_login_fail", i);
        }

        var read = _log.Recent.Read(new SecurityQuery(5_000), Start);
        Assert.Equal(RecentEvents.Capacity + 1, read.Events.Length);
        Assert.Equal("user_blocked", read.Events[^1].Name);
        Assert.Equal(Start + (6 * Moments.Second), read.Since);
    }

    [Fact]
    public void Each_filter_keeps_what_fits()
    {
        Write("user_blocked", 1, actor: "member:1", subject: "member:2");
        Write("authn_login_success", 2, actor: "visitor", subject: "member:1", address: "2001:db8:0:1::1");
        Write("authn_login_fail", 3, actor: "visitor", subject: "member:3", address: "2001:db8:0:1::2");

        var all = new SecurityQuery(10);
        Assert.Equal([2], Read(all with { Names = ["authn_login_success"] }));
        Assert.Equal([3], Read(all with { IsFailure = true }));
        Assert.Equal([2, 1], Read(all with { IsFailure = false }));
        Assert.Equal([2, 1], Read(all with { Who = ["member:1"] }));
        Assert.Equal([3, 2], Read(all with { Network = ClientNetwork.Of("2001:db8:0:1:ffff::") }));
        Assert.Equal([3, 2], Read(all with { Since = Start + (2 * Moments.Second) }));
        Assert.Equal([2, 1], Read(all with { Until = Start + (2 * Moments.Second) }));
        Assert.Equal([3], Read(new SecurityQuery(1)));
    }

    private IEnumerable<double> Read(SecurityQuery query) =>
        _log.Recent.Read(query, Start).Events.Select(e => (e.At - Start).TotalSeconds);

    private void Write(
        string name, int second, string actor = "visitor", string subject = "member:9", string address = "192.0.2.7",
        string result = AuditResult.Success) =>
        _log.Write(name, result, new CallOrigin(actor, address, null), subject, Start + (second * Moments.Second));
}
