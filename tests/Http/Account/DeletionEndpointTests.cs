using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Account;

/// <summary>delete-account, and every way to come back.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class DeletionEndpointTests(AutomaticServer shared)
{
    private const string Delete = $"{Auth}/delete-account";
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> WaysIn => ["login", "page", "app", "Wix client", "ticket of the site"];

    [Fact]
    public async Task It_answers_the_day_and_ends_every_session_and_on_the_day_the_member_is_gone()
    {
        var person = await _server.Register();
        var (session, other) = (await _server.OpenSession(person), await _server.OpenSession(person));
        var shown = await _server.Shown(person.Id);

        var answer = (await _server.Visitor.As($"Bearer {session}").Post(Delete, new { password = person.Password })).Done();

        Assert.Equal(["deletionDate"], answer.Names());
        Assert.Equal(
            _server.Clock.GetUtcNow().AddDays(14), answer.GetProperty("deletionDate").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal((false, false), (await _server.IsLive(session), await _server.IsLive(other)));
        Assert.Equal(shown, await _server.Shown(person.Id));

        _server.Clock.Advance(TimeSpan.FromDays(14));
        await _server.Settle(person);
        (await _server.Operator.Get($"/v1/members/{person.Id}")).Is(Fault.MemberNotFound);
        (await _server.Login(person)).Is(Fault.InvalidCredentials);
        Assert.NotEqual(person.Id, (await _server.Register(person.Email)).Id);
    }

    [Fact]
    public async Task A_browser_loses_its_cookie()
    {
        var person = await _server.Register();
        var reply = await _server.Visitor.WithCookie(await _server.OpenSession(person)).Send(
            HttpMethod.Post, Delete, Api.JsonOf(new { password = person.Password }), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(200, reply.Status);
        Assert.Contains("__Host-members-session=; expires=Thu, 01 Jan 1970", reply.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Contains("storage", reply.Header("Clear-Site-Data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_password_of_a_member_who_has_one_nothing_happens()
    {
        var person = await _server.Register();
        var (session, member) = (await _server.OpenSession(person), await _server.Member(person));

        (await member.Post(Delete, new { })).Broke(("password", "REQUIRED"));
        (await member.Post(Delete, new { password = "" })).Broke(("password", "REQUIRED"));
        (await member.Post(Delete, new { password = "with a\u0001control" })).Broke(("password", "INVALID_CHARACTER"));
        (await member.Post(Delete, new { password = "not my password" })).Is(Fault.InvalidCredentials);
        (await _server.Operator.Post(Delete, new { password = person.Password })).Is(Fault.PermissionDenied);
        (await _server.Visitor.Post(Delete, new { password = person.Password })).Is(Fault.Unauthenticated);
        Assert.True(await _server.IsLive(session));
    }

    [Fact]
    public async Task Nobody_learns_of_it_without_the_password()
    {
        var (going, staying) = (await _server.Register(), await _server.Register());
        (await (await _server.Member(going)).Post(Delete, new { password = going.Password })).Done();

        Assert.Equal(Wrong(await _server.Login(staying.Email, "not mine")), Wrong(await _server.Login(going.Email, "not mine")));
        (await _server.Operator.Post($"{Auth}/register", new { email = going.Email, password = going.Password }))
            .Is(Fault.EmailAlreadyExists);
        (await _server.SendSetPasswordEmail(going.Email)).Done();

        static string Wrong(Reply reply) => $"{reply.Is(Fault.InvalidCredentials).Status} {reply.Json.Str("detail")}";
    }

    [Theory]
    [MemberData(nameof(WaysIn))]
    public async Task Whoever_is_let_in_stays(string way)
    {
        var person = await _server.Register();
        (await (await _server.Member(person)).Post(Delete, new { password = person.Password })).Done();
        _server.Clock.Advance(TimeSpan.FromDays(13));

        await ComeIn(way, person);

        var events = (await _server.Operator.Get($"/v1/members/{person.Id}/events")).Done().GetProperty("events").EnumerateArray();
        Assert.Contains("user_deletion_dropped", events.Select(e => e.Str("type")));
        _server.Clock.Advance(TimeSpan.FromDays(14));
        await _server.Settle(person);
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task Who_sets_a_new_password_by_a_link_keeps_the_account_though_a_thief_had_asked_for_its_deletion()
    {
        var person = await _server.Register();
        (await (await _server.Member(person)).Post(Delete, new { password = person.Password })).Done();
        (await _server.SetPassword(await _server.MailedToken(person), "harbour-lamp-forty-two")).Done();
        _server.Clock.Advance(TimeSpan.FromDays(14));
        await _server.Settle(person);

        (await _server.Login(person.Email, "harbour-lamp-forty-two")).Done();
    }

    private async Task ComeIn(string way, Person person)
    {
        switch (way)
        {
            case "login":
                (await _server.Login(person)).Done();
                break;
            case "page":
                await PageVisitor.LoggedIn(_server, person.Email);
                break;
            case "app":
                await _server.Tokens(await _server.NewClient(), person);
                break;
            case "Wix client":
                var body = new { loginId = new { email = person.Email }, password = person.Password };
                (await _server.Operator.Post("/_api/iam/authentication/v2/login", body)).Done();
                break;
            default:
                await _server.Ticket(person);
                break;
        }
    }
}
