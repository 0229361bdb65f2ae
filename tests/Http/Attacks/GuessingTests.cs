using System.Net;
using System.Security.Cryptography;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>One client that guesses, where a site has opened functions to visitors (contract, section 3).</summary>
[Collection(OpenCollection.Name)]
public sealed class GuessingTests(OpenServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Guessing_over_many_addresses_is_counted_as_one_clients_guessing()
    {
        var (client, people) = (Somebody(), await Task.WhenAll(Enumerable.Range(0, OpenServer.Limit + 3).Select(_ => _server.Register())));
        var statuses = new List<int>();
        foreach (var person in people)
        {
            statuses.Add((await client.Post($"{Auth}/login", new { email = person.Email, password = "the-password-of-many-9" })).Status);
        }

        Assert.Equal(OpenServer.Limit, statuses.Count(s => s == 401));
        Assert.All(statuses.Skip(OpenServer.Limit), s => Assert.Equal(429, s));
    }

    // What a client can change about itself without changing where it calls from.
    [Fact]
    public async Task Another_name_cookie_language_or_connection_is_not_another_client()
    {
        var (from, person, statuses) = (Address(), await _server.Register(), new List<int>());
        for (var i = 0; i < OpenServer.Limit + 3; i++)
        {
            var fresh = _server.VisitorFrom(from);
            statuses.Add((await fresh.Send(
                HttpMethod.Post, $"{Auth}/login", Api.JsonOf(
                    new { email = i % 2 == 0 ? person.Email : person.Email.ToUpperInvariant(), password = $"guess-number-{i}-of-many" }),
                ("User-Agent", $"Browser/{i}"), ("Cookie", $"__Host-members-session=mss_{i}; id={i}"), ("Accept-Language", $"x-{i}"),
                ("X-Real-IP", $"10.0.0.{i}"),
                ("X-Forwarded-For", $"10.0.0.{i}, " +
                    $"10.0.1.{i}"), ("CF-Connecting-IP", $"10.0.0.{i}"), ("True-Client-IP", $"10.0.0.{i}"), ("X-Client-IP", $"10.0.0.{i}"),
                    ("Via", $"1.1 x{i}"))).Status);
        }

        Assert.Equal(429, statuses[^1]);
        Assert.Equal(OpenServer.Limit, statuses.Count(s => s == 401));
    }

    [Fact]
    public async Task Guesses_sent_at_once_are_counted_one_by_one()
    {
        var (client, person) = (Somebody(), await _server.Register());
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(
            i => client.Post($"{Auth}/login", new { email = person.Email, password = $"guess-number-{i}-of-many" })));
        Assert.InRange(replies.Count(r => r.Status == 401), 1, OpenServer.Limit);
        Assert.All(replies.Where(r => r.Status != 401), r => r.Is(Fault.TooManyRequests));
    }

    [Fact]
    public async Task A_refused_guess_is_not_checked_though_it_is_right()
    {
        var (client, person) = (Somebody(), await _server.Register());
        for (var i = 0; i < OpenServer.Limit; i++)
        {
            (await client.Post($"{Auth}/login", new { })).Is(Fault.InvalidCredentials);
        }

        (await client.Post($"{Auth}/login", new { email = person.Email, password = person.Password })).Is(Fault.TooManyRequests);
        Assert.DoesNotContain("lastLoginDate", await _server.Shown(person.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filling_mailboxes_of_many_is_one_clients_doing_too()
    {
        var (client, people) = (Somebody(), await Task.WhenAll(Enumerable.Range(0, OpenServer.Limit + 3).Select(_ => _server.Register())));
        var replies = new List<Reply>();
        foreach (var person in people)
        {
            replies.Add(await client.Post($"{Auth}/send-set-password-email", new { email = person.Email }));
        }

        Assert.Equal(OpenServer.Limit, replies.Count(r => r.Status == 200));
        replies[^1].Is(Fault.TooManyRequests);
        Assert.Empty(await _server.Mail.To(people[^1].Email));
    }

    [Fact]
    public async Task Ten_mails_asked_for_at_once_leave_one_link_that_works()
    {
        var person = await _server.Register();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => (await _server.SendSetPasswordEmail(person.Email)).Done()));
        var statuses = new Dictionary<string, int>(StringComparer.Ordinal);

        // The newest mail may be the last to leave.
        await Eventually.Holds(async () =>
        {
            foreach (var token in (await _server.Mail.To(person.Email)).Select(Mailbox.TokenOf).Where(t => !statuses.ContainsKey(t)))
            {
                var reply = await _server.Visitor.Post($"{Auth}/set-password", new { token, newPassword = "quiet-fox-7-lanterns" });
                statuses.Add(token, reply.Status);
            }

            return statuses.ContainsValue(200);
        }, "one of the links sets the password");

        Assert.Single(statuses.Values, s => s == 200);
    }

    private Api Somebody() => _server.VisitorFrom(Address());

    // Each test has a client address of its own, and so a limit of its own.
    private static IPAddress Address() => new([127, .. RandomNumberGenerator.GetBytes(2), (byte)RandomNumberGenerator.GetInt32(2, 250)]);
}
