using System.Net;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.OAuth;

/// <summary>Three calls a minute for whoever is no API key.</summary>
public sealed class StrictServer : SharedServer
{
    public const int Limit = 3;

    private protected override Task<MembersServer> Start() => MembersServer.Start([("Members:VisitorRequestsPerMinute", "3")]);
}

/// <summary>Calls that cost others something, a mail or a word to every node, have a limit for each client address.</summary>
public sealed class LimitTests(StrictServer shared) : IClassFixture<StrictServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_member_mails_codes_to_so_many_strangers_in_a_minute()
    {
        var person = await _server.Register();
        var member = _server.VisitorFrom(IPAddress.Parse("127.0.0.11")).As($"Bearer {await _server.OpenSession(person)}");
        for (var i = 0; i < StrictServer.Limit; i++)
        {
            (await Change()).Is(Fault.EmailVerificationRequired);
        }

        (await Change()).Is(Fault.TooManyRequests);

        Task<Reply> Change() => member.Patch(
            $"{Auth}/members/{person.Id}/change-login-email", new { newEmail = NewEmail(), verify = true });
    }

    [Fact]
    public async Task Tokens_are_revoked_so_often_in_a_minute()
    {
        var (client, visitor) = (await _server.NewClient(), _server.VisitorFrom(IPAddress.Parse("127.0.0.12")));
        for (var i = 0; i < StrictServer.Limit; i++)
        {
            (await Revoke()).Done();
        }

        (await Revoke()).Is(Fault.TooManyRequests);

        Task<Reply> Revoke() => visitor.PostForm("/oauth2/revoke", ("token", "mrt_made-up"), ("client_id", client.ToString()));
    }
}
