using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Around;

/// <summary>A session in a cookie (contract, section 2; ASVS 5.0, 3.3 and 3.5).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class CookieTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_token_goes_into_a_cookie_that_scripts_and_other_sites_do_not_get_and_not_into_the_body()
    {
        var (reply, cookie) = await Open();
        Assert.Equal(["id", "expiresAt"], reply.Done().GetProperty("session").Names());

        var parts = reply.Header("Set-Cookie")!.Split("; ");
        Assert.StartsWith("__Host-members-session=mss_", parts[0], StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=lax", "secure"], parts[1..].Select(p => p.ToLowerInvariant()).Where(
            p => !p.StartsWith("expires=", StringComparison.Ordinal)).Order());
        var expires = Assert.Single(parts, p => p.StartsWith("expires=", StringComparison.OrdinalIgnoreCase))["expires=".Length..];
        Assert.Equal(_server.Clock.GetUtcNow().AddDays(14), DateTimeOffset.Parse(
            expires, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..], reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_asking_for_it_there_is_no_cookie()
    {
        var reply = await _server.Apply((await _server.Register()).Answer.Ticket());
        Assert.Null(reply.Header("Set-Cookie"));
    }

    [Fact]
    public async Task The_cookie_is_the_member_and_logging_out_clears_it()
    {
        var (_, cookie) = await Open();
        (await With(HttpMethod.Get, "me", cookie)).Done();
        (await With(HttpMethod.Get, "sessions", cookie)).Done();

        var reply = await With(HttpMethod.Post, "logout", cookie);
        reply.Done();
        Assert.StartsWith("__Host-members-session=; expires=Thu, 01 Jan 1970", reply.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.All(["secure", "httponly", "path=/", "samesite=lax"], flag => Assert.Contains(
            flag, reply.Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase));
        (await With(HttpMethod.Get, "me", cookie)).Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task Logging_out_everywhere_clears_it_too_and_a_bearer_of_a_token_gets_no_cookie()
    {
        var (_, cookie) = await Open();
        Assert.NotNull((await With(HttpMethod.Post, "logout-all", cookie)).Header("Set-Cookie"));
        var api = await _server.Member(await _server.Register());
        Assert.Null((await api.Post($"{Auth}/logout", new { })).Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    public async Task A_change_that_another_sites_page_sent_is_refused_and_nothing_happens(string name, string value)
    {
        var (_, cookie) = await Open();
        (await With(HttpMethod.Post, "logout", cookie, (name, value))).Is(Fault.PermissionDenied);
        (await With(HttpMethod.Post, "logout-all", cookie, (name, value))).Is(Fault.PermissionDenied);
        (await With(HttpMethod.Delete, $"sessions/{Guid.NewGuid()}", cookie, (name, value))).Is(Fault.PermissionDenied);
        (await With(HttpMethod.Get, "me", cookie, (name, value))).Done();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "")]
    public async Task A_change_that_this_hosts_page_sent_is_done(string name, string value)
    {
        var (_, cookie) = await Open();
        (await With(HttpMethod.Post, "logout", cookie, (name, value.Length == 0 ? _server.Url : value))).Done();
    }

    [Fact]
    public async Task A_changed_address_by_cookie_is_guarded_as_well()
    {
        var (reply, cookie) = await Open();
        var id = reply.Json.Member().Id();
        var path = $"members/{id}/change-login-email";
        (await With(HttpMethod.Patch, path, cookie, new { newEmail = NewEmail() }, ("Origin", "https://evil.example")))
            .Is(Fault.PermissionDenied);
        (await With(HttpMethod.Patch, path, cookie, new { newEmail = NewEmail() }, ("Origin", _server.Url))).Done();
    }

    [Fact]
    public async Task A_header_goes_before_the_cookie_and_rubbish_in_the_cookie_is_no_session()
    {
        var (_, cookie) = await Open();
        (await With(HttpMethod.Get, "me", cookie, ("Authorization", "Bearer rubbish"))).Is(Fault.Unauthenticated);
        (await With(HttpMethod.Get, "me", "__Host-members-session=rubbish")).Is(Fault.Unauthenticated);
        (await With(HttpMethod.Get, "me", cookie.Replace("__Host-", "", StringComparison.Ordinal))).Is(Fault.Unauthenticated);
        (await With(HttpMethod.Post, "block", cookie, ("Origin", _server.Url))).Is(Fault.PermissionDenied);
    }

    // Browsers that guard the prefix only in these very letters let a neighbouring host set it in others.
    [Fact]
    public async Task The_cookies_name_in_other_letters_or_given_twice_is_no_session()
    {
        var ((_, cookie), (_, planted)) = (await Open(), await Open());
        foreach (var name in new[] { "__host-", "__HOST-", "__hOST-" })
        {
            (await With(HttpMethod.Get, "me", planted.Replace("__Host-", name, StringComparison.Ordinal))).Is(Fault.Unauthenticated);
            (await With(HttpMethod.Get, "me", $"{planted.Replace("__Host-", name, StringComparison.Ordinal)}; {cookie}; other=1")).Done();
        }

        (await With(HttpMethod.Get, "me", $"{planted}; {cookie}")).Is(Fault.Unauthenticated);
    }

    private async Task<(Reply Reply, string Cookie)> Open()
    {
        var token = (await _server.Register()).Answer.Ticket();
        var reply = await _server.Visitor.Post($"{Auth}/apply-session-token", new { token, useCookie = true });
        reply.Done();
        return (reply, reply.Header("Set-Cookie")!.Split(';')[0]);
    }

    private Task<Reply> With(HttpMethod method, string path, string cookie, params (string Name, string Value)[] headers) =>
        With(method, path, cookie, method == HttpMethod.Post ? new { } : null, headers);

    private Task<Reply> With(HttpMethod method, string path, string cookie, object? body, params (string Name, string Value)[] headers) =>
        _server.Visitor.Send(method, $"{Auth}/{path}", body is null ? null : Api.JsonOf(body), [("Cookie", cookie), .. headers]);
}
