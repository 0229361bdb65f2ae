using System.Net;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Invitations;

/// <summary>Codes that are guessed, and what a guess tells (admission, section 3).</summary>
public sealed class GuessedInvitationTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupMode", "Approve")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task After_twenty_unknown_codes_in_an_hour_a_network_waits_for_the_hour_to_end()
    {
        var (made, elsewhere) = (await _server.Invite(), await _server.Invite());
        for (var i = 0; i < 20; i++)
        {
            (await _server.Accept($"0000-0000-{i:D4}")).CannotBeUsed("UNKNOWN");
        }

        var refused = (await _server.Accept(made)).Is(Fault.TooManyRequests);
        Assert.Equal("3600", refused.Header("Retry-After"));
        (await _server.Accept("0000-0000-0020")).Is(Fault.TooManyRequests);
        (await _server.SignUp()).Done();
        var other = _server.VisitorFrom(IPAddress.Parse("127.0.9.9")).As($"Bearer {MembersServer.BootstrapKey}");
        (await other.Post(
            $"{Auth}/register",
            new { email = NewEmail(), password = MembersServer.GoodPassword, invitation = elsewhere.Str("code") })).Done();

        _server.Clock.Advance(TimeSpan.FromSeconds(3599));
        (await _server.Accept(made)).Is(Fault.TooManyRequests);
        Assert.Equal(1, await _server.UsesLeft(made));
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _server.Accept(made)).Done();
    }

    [Fact]
    public async Task Known_codes_that_cannot_be_used_are_no_guesses()
    {
        var made = await _server.Invite();
        await _server.Revoke(made);
        for (var i = 0; i < 21; i++)
        {
            (await _server.Accept(made)).CannotBeUsed("REVOKED");
        }
    }

    [Fact]
    public async Task A_code_that_cannot_be_used_is_answered_alike_for_new_and_for_taken_addresses()
    {
        (await _server.Operator.Patch(SiteSettings, new { reapplyAfter = "00:00:00" })).Done();
        var (revoked, own) = (await _server.Invite(), await _server.Invite(new { email = NewEmail() }));
        await _server.Revoke(revoked);
        var people = new[] { await _server.Register(), await _server.Register(), await _server.Register(), await _server.Register() };
        (await _server.Decide(people[1], "approve")).Done();
        (await _server.Decide(people[2], "reject")).Done();
        (await _server.Decide(people[3], "block")).Done();
        foreach (var code in new[] { "0000-0000-0000", revoked.Str("code"), own.Str("code") })
        {
            var refused = (await _server.Accept(code)).Is(Fault.InvitationInvalid).WithoutTrace();
            foreach (var person in people)
            {
                Assert.Equal(refused, (await _server.Accept(code, person.Email)).WithoutTrace());
            }
        }

        // Five unknown codes so far, and each was counted once.
        for (var i = 5; i < 20; i++)
        {
            (await _server.Accept("0000-0000-0000", people[2].Email)).CannotBeUsed("UNKNOWN");
        }

        var waits = (await _server.Accept("0000-0000-0000")).Is(Fault.TooManyRequests).WithoutTrace();
        Assert.Equal(waits, (await _server.Accept("0000-0000-0000", people[2].Email)).WithoutTrace());
    }
}
