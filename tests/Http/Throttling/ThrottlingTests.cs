using System.Diagnostics;
using System.Globalization;
using System.Net;
using Members.Tests.Http.Hosting;
using Xunit.Abstractions;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Throttling;

/// <summary>The limits as they are shipped; login is open to visitors, and their own limit is out of the way.</summary>
public sealed class ThrottledServer : SharedServer
{
    public const int Free = 5, FreeShared = 20;

    private protected override Task<MembersServer> Start() => MembersServer.Start(
    [
        ("Members:LoginAttempts", "5"),
        ("Members:LoginAttemptsOfEveryone", "20"),
        ("Members:SetPasswordMailsPerHour", "5"),
        ("Members:Elevate:0", "login"),
        ("Members:Elevate:1", "sendSetPasswordEmail"),
        ("Members:VisitorRequestsPerMinute", "100000"),
    ]);
}

/// <summary>Guessing passwords over HTTP (contract, section 4: TOO_MANY_REQUESTS).</summary>
public sealed class ThrottlingTests(ThrottledServer shared, ITestOutputHelper output) : IClassFixture<ThrottledServer>
{
    private const string Wrong = "not-the-password-77";
    private static readonly (string, string) OwnPage = ("Sec-Fetch-Site", "same-origin");
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Beyond_the_free_tries_an_address_waits_whether_or_not_it_is_a_members(bool isMember)
    {
        var email = isMember ? (await _server.Register()).Email : NewEmail();
        for (var i = 0; i < ThrottledServer.Free; i++)
        {
            (await _server.Login(email, Wrong)).Is(Fault.InvalidCredentials);
        }

        var reply = (await _server.Login(email, MembersServer.GoodPassword)).Is(Fault.TooManyRequests);
        Assert.Equal("1", reply.Header("Retry-After"));
        Assert.Equal("Too many calls of this kind. Try again in 1 seconds.", reply.Json.Str("detail"));
    }

    [Fact]
    public async Task Ten_thousand_logins_at_once_on_one_address_are_five_looks_at_a_password()
    {
        var (person, other) = (await _server.Register(), await _server.Register());
        var (began, statuses) = (Stopwatch.GetTimestamp(), new int[10_000]);
        var flood = Parallel.ForEachAsync(
            Enumerable.Range(0, statuses.Length), new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (i, _) => statuses[i] =
                (await _server.Login(person.Email, Wrong)).Status);
        var others = await _server.Login(other);
        await flood;

        Assert.Equal(ThrottledServer.Free, statuses.Count(s => s == 401));
        Assert.Equal(statuses.Length - ThrottledServer.Free, statuses.Count(s => s == 429));
        others.Done();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{statuses.Length} logins in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
    }

    [Fact]
    public async Task One_address_tried_from_many_clients_is_twenty_looks_at_a_password()
    {
        var person = await _server.Register();
        var statuses = await Task.WhenAll(
            Enumerable.Range(1, 60).Select(async i => (await LoginFrom($"127.3.0.{i}", person.Email, Wrong)).Status));

        Assert.Equal(ThrottledServer.FreeShared, statuses.Count(s => s == 401));
        Assert.Equal(60 - ThrottledServer.FreeShared, statuses.Count(s => s == 429));
    }

    [Fact]
    public async Task A_browser_that_has_logged_in_before_gets_in_while_the_address_is_under_attack()
    {
        var person = await _server.Register();
        var first = await LoginFrom("127.4.0.1", person.Email, person.Password, OwnPage);
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^__Host-members-device=mdv_[A-Za-z0-9_-]{92}; max-age=15552000; path=/; secure; samesite=lax; httponly$", cookie);
        Assert.DoesNotContain("mdv_", first.Text, StringComparison.Ordinal);
        await Attack(person);

        (await LoginFrom("127.4.0.2", person.Email, person.Password)).Is(Fault.TooManyRequests);
        var again = await LoginFrom("127.4.0.2", person.Email, person.Password, ("Cookie", cookie.Split(';')[0]), OwnPage);
        again.Done();
        Assert.False(again.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    [InlineData(null)]
    public async Task Who_keeps_no_cookie_gets_none(string? site)
    {
        var person = await _server.Register();
        var reply = await LoginFrom(
            "127.4.0.4", person.Email, person.Password, site is null ? ("X-Nothing", "1") : ("Sec-Fetch-Site", site));
        reply.Done();
        Assert.False(reply.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_sites_own_server_says_whose_call_it_passes_on_and_a_visitor_cannot()
    {
        var person = await _server.Register();
        for (var i = 0; i < ThrottledServer.Free; i++)
        {
            (await Passed("198.51.100.1", Wrong)).Is(Fault.InvalidCredentials);
        }

        (await Passed("198.51.100.1", person.Password)).Is(Fault.TooManyRequests);
        (await Passed("198.51.100.2", person.Password)).Done();
        for (var i = 0; i < ThrottledServer.Free; i++)
        {
            (await LoginFrom("127.4.0.5", person.Email, Wrong, ("Members-Client-Address", $"198.51.100.{10 + i}")))
                .Is(Fault.InvalidCredentials);
        }

        (await LoginFrom("127.4.0.5", person.Email, Wrong, ("Members-Client-Address", "198.51.100.99"))).Is(Fault.TooManyRequests);

        Task<Reply> Passed(string client, string password) => _server.Operator.Send(
            HttpMethod.Post, $"{Auth}/login", Api.JsonOf(new { email = person.Email, password }), ("Members-Client-Address", client));
    }

    [Fact]
    public async Task A_sites_own_server_keeps_the_devices_token_itself()
    {
        var person = await _server.Register();
        Assert.False((await _server.Login(person)).Done().TryGetProperty("deviceToken", out _));
        var device = (await _server.Operator.Post(
            $"{Auth}/login", new { email = person.Email, password = person.Password, rememberDevice = true })).Done().Str("deviceToken");
        await Attack(person);

        (await _server.Login(person)).Is(Fault.TooManyRequests);
        (await _server.Operator.Post($"{Auth}/login", new { email = person.Email, password = person.Password, deviceToken = device }))
            .Done();
    }

    [Fact]
    public async Task A_mailed_link_makes_the_browser_a_device_of_its_owner()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        var form = new HttpRequestMessage(HttpMethod.Post, "/set-password")
        {
            Content = new FormUrlEncodedContent(
                [KeyValuePair.Create("token", token), KeyValuePair.Create("newPassword", "quiet-fox-7-lanterns")]),
        };
        form.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        var page = await _server.Visitor.SendUnchecked(form);
        Assert.Equal(303, page.Status);
        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie")).Split(';')[0];
        await Attack(person);

        (await LoginFrom("127.4.0.3", person.Email, "quiet-fox-7-lanterns", ("Cookie", cookie))).Done();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_many_mails_an_hour_and_then_when_to_come_back(bool isMember)
    {
        var email = isMember ? (await _server.Register()).Email : NewEmail();
        for (var i = 0; i < 5; i++)
        {
            (await _server.SendSetPasswordEmail(email)).Done();
        }

        Assert.Equal("3600", (await _server.SendSetPasswordEmail(email)).Is(Fault.TooManyRequests).Header("Retry-After"));
    }

    [Fact]
    public async Task Tries_that_are_used_up_outlive_a_process_that_dies()
    {
        (string, string)[] limit = [("Members:LoginAttempts", "5")];
        await using var first = await MembersServer.Start(limit);
        var person = await first.Register();
        for (var i = 0; i < ThrottledServer.Free; i++)
        {
            (await first.Login(person.Email, Wrong)).Is(Fault.InvalidCredentials);
        }

        // What is on the disk at this moment is what a process that is killed leaves behind.
        var left = MembersServer.NewDirectory();
        foreach (var file in System.IO.Directory.GetFiles(first.DataDirectory, "members.db*"))
        {
            File.Copy(file, Path.Combine(left, Path.GetFileName(file)));
        }

        await using var second = await MembersServer.Start(limit, left, first.Clock);
        (await second.Login(person)).Is(Fault.TooManyRequests);
        first.Clock.Advance(TimeSpan.FromSeconds(1));
        (await second.Login(person)).Done();
    }

    private async Task Attack(Person person)
    {
        for (var i = 1; i <= ThrottledServer.FreeShared; i++)
        {
            (await LoginFrom($"127.5.0.{i}", person.Email, Wrong)).Is(Fault.InvalidCredentials);
        }
    }

    private Task<Reply> LoginFrom(string address, string email, string password, params (string, string)[] headers) =>
        _server.VisitorFrom(IPAddress.Parse(address)).Send(HttpMethod.Post, $"{Auth}/login", Api.JsonOf(new { email, password }), headers);
}
