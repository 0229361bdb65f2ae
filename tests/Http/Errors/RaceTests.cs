using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Errors;

/// <summary>Many at once for what only one may have (contract, section 1, I1, I5, I12).</summary>
[Collection(HostileCollection.Name)]
public sealed class RaceTests(AutomaticServer shared)
{
    private const int Many = 40;
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Of_forty_registrations_of_one_address_one_wins_and_the_others_are_told_it_is_taken()
    {
        var email = NewEmail();
        var replies = await AtOnce(i => _server.Operator.Post($"{Auth}/register", new
        {
            email = i % 2 == 0 ? email : email.ToUpperInvariant(),
            password = $"{MembersServer.GoodPassword}-{i}",
        }));
        OnlyOne(replies, Fault.EmailAlreadyExists);
        var winner = replies.Single(r => r.Status == 200).Json.Member().Id();
        Assert.Equal(
            [winner],
            (await _server.Operator.Get($"/v1/members?email={email}")).Done().GetProperty("members").EnumerateArray().Select(m => m.Id()));
    }

    [Fact]
    public async Task Of_forty_uses_of_a_ticket_one_opens_a_session()
    {
        var person = await _server.Register();
        var replies = await AtOnce(_ => _server.Apply(person.Answer.Ticket()));
        OnlyOne(replies, Fault.TokenInvalid);
        var api = _server.Visitor.As(replies.Single(r => r.Status == 200).Json.Ticket());
        Assert.Equal(1, (await api.Get($"{Auth}/sessions")).Done().GetProperty("sessions").GetArrayLength());
    }

    [Fact]
    public async Task Of_forty_uses_of_a_link_one_sets_the_password()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        var replies = await AtOnce(i => _server.SetPassword(token, $"set-in-the-race-{i}"));
        OnlyOne(replies, Fault.TokenInvalid);
        Assert.True(await _server.CanLogIn(person.Email, $"set-in-the-race-{Array.FindIndex(replies, r => r.Status == 200)}"));
        Assert.False(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task Once_block_has_answered_nothing_that_raced_it_lets_the_member_in()
    {
        for (var round = 0; round < 5; round++)
        {
            var person = await _server.Register();
            var session = await _server.OpenSession(person);
            var block = _server.Block(person);
            var logins = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _server.Login(person)));
            await block;
            Assert.False(await _server.IsLive(session));
            foreach (var login in logins)
            {
                Assert.True(login.Status == 200 || login.Is(Fault.MemberBlocked) is not null);
                if (login.Status == 200)
                {
                    (await _server.Apply(login.Json.Ticket())).Is(Fault.TokenInvalid);
                }
            }
        }
    }

    [Fact]
    public async Task Of_two_changes_of_the_password_with_the_old_one_only_one_is_done()
    {
        var person = await _server.Register();
        var api = await _server.Member(person);
        var replies = await AtOnce(i => api.Post(
            $"{Auth}/change-password", new { currentPassword = person.Password, newPassword = $"changed-in-the-race-{i}" }), 10);
        OnlyOne(replies, Fault.InvalidCredentials);
        Assert.True(await _server.CanLogIn(person.Email, $"changed-in-the-race-{Array.FindIndex(replies, r => r.Status == 200)}"));
    }

    private static async Task<Reply[]> AtOnce(Func<int, Task<Reply>> call, int many = Many) =>
        await Task.WhenAll(Enumerable.Range(0, many).Select(i => Task.Run(() => call(i))));

    private static void OnlyOne(Reply[] replies, Fault others)
    {
        Assert.Single(replies, r => r.Status == 200);
        Assert.All(replies.Where(r => r.Status != 200), r => r.Is(others));
    }
}
