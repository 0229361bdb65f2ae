using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Admission;

/// <summary>What an applicant's token is good for, and for how long (admission, section 1).</summary>
public sealed class ApplicantTokenTests(ManualServer shared) : IClassFixture<ManualServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_token_of_something_else_or_of_nobody_shows_nothing()
    {
        var (person, member) = (await _server.Register(), await _server.Register());
        (await _server.Decide(member, "approve")).Done();
        string?[] others =
        [
            person.ApprovalToken, (await _server.Login(member)).Done().Ticket(), await _server.OpenSession(member),
            Changed(person.ApplicationToken()), "mwt_", "mwt_made-up", "", null,
        ];

        foreach (var token in others)
        {
            (await _server.Visitor.Post(Mine, new { token })).Is(Fault.TokenInvalid);
            (await _server.Visitor.Post($"{Mine}/reply", new { token, text = "Hello" })).Is(Fault.TokenInvalid);
            (await _server.Visitor.Post($"{Mine}/withdraw", new { token })).Is(Fault.TokenInvalid);
        }

        Assert.Equal("PENDING", await _server.Status(person));
    }

    [Fact]
    public async Task It_lets_nobody_in()
    {
        var token = (await _server.Register()).ApplicationToken();
        foreach (var header in new[] { token, $"Bearer {token}" })
        {
            (await _server.Visitor.As(header).Get($"{Auth}/me")).Is(Fault.Unauthenticated);
            (await _server.Visitor.As(header).Get(Queue.Applications)).Is(Fault.Unauthenticated);
        }

        (await _server.Apply(token)).Is(Fault.TokenInvalid);
        (await _server.Operator.Post($"{Auth}/approve", new { token })).Is(Fault.TokenInvalid);
        (await _server.SetPassword(token, "quiet-fox-7-lanterns")).Is(Fault.TokenInvalid);
        Assert.Equal("PENDING", (await _server.Own(token)).Str("status"));
    }

    [Fact]
    public async Task It_is_good_for_fourteen_days_and_the_newest_three_are()
    {
        var person = await _server.Register();
        _server.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        await _server.Own(person.ApplicationToken());
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _server.Visitor.Post(Mine, new { token = person.ApplicationToken() })).Is(Fault.TokenExpired);

        var tokens = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            tokens.Add((await _server.Login(person)).Data().Str("applicationToken"));
        }

        (await _server.Visitor.Post(Mine, new { token = tokens[0] })).Is(Fault.TokenInvalid);
        foreach (var token in tokens.Skip(1))
        {
            await _server.Own(token);
        }
    }
}
