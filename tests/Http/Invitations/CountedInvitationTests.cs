using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using Members.Tests.Http.Verification;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Invitations;

/// <summary>Uses that are counted, and who used which (admission, section 3; contract I21).</summary>
public sealed class CountedInvitationTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupMode", "Approve")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("queue")]
    [InlineData("approve")]
    public async Task Of_forty_who_race_for_five_uses_five_get_in(string admits)
    {
        var made = await _server.Invite(new { uses = 5, admits });
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Persist()));

        Assert.Equal(5, replies.Count(r => r.Status == 200));
        Assert.All(replies.Where(r => r.Status != 200), r => r.CannotBeUsed("USED_UP"));
        Assert.Equal(0, await _server.UsesLeft(made));
        Assert.Equal(5, (await Ids($"invitation={made.Id()}")).Length);
        Assert.Equal(5, (await _server.Operator.Get("/v1/members")).Done().GetProperty("members").GetArrayLength());

        // So many passwords at once are too much for a busy machine.
        async Task<Reply> Persist()
        {
            Reply reply;
            do
            {
                reply = await _server.Accept(made);
            }
            while (reply.Status == Fault.Overloaded.Status);
            return reply;
        }
    }

    [Fact]
    public async Task Where_addresses_are_verified_the_use_counts_when_the_code_is_right()
    {
        await using var server = await MembersServer.Start(
            [("Members:RequireEmailVerification", "true"), ("Members:SignupMode", "Invite")]);
        var (made, first, second) = (await server.Invite(new { admits = "approve" }), NewEmail(), NewEmail());
        var one = await server.Begin(() => server.Accept(made, first), first);
        var two = await server.Begin(() => server.Accept(made, second), second);
        Assert.Equal(1, await server.UsesLeft(made));
        (await Confirm(first, one with { Otp = one.Otp == "123456" ? "654321" : "123456" })).Is(Fault.EmailVerificationFailed);
        Assert.Equal(1, await server.UsesLeft(made));

        var done = (await Confirm(first, one)).Done();
        Assert.Equal("ACTIVE", done.Member().Str("status"));
        Assert.Equal(0, await server.UsesLeft(made));
        (await Confirm(first, one)).Done();
        (await Confirm(second, two)).CannotBeUsed("USED_UP");
        Assert.True(await server.IsUnknown(second));
        (await server.Accept(made)).CannotBeUsed("USED_UP");

        Task<Reply> Confirm(string email, (string VerificationId, string Otp) proof) => server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            invitation = made.Str("code"),
            emailVerification = new { verificationId = proof.VerificationId, otp = proof.Otp },
        });
    }

    [Fact]
    public async Task Who_applies_again_uses_one_and_waits_all_the_same()
    {
        (await _server.Operator.Patch(SiteSettings, new { reapplyAfter = "00:00:00" })).Done();
        var (made, person) = (await _server.Invite(new { admits = "approve" }), await _server.Register());
        (await _server.Decide(person, "reject")).Done();
        await _server.Door("INVITE");
        (await _server.SignUp(email: person.Email)).Is(Fault.InvitationRequired);
        (await _server.Accept(made.Str("code"), person.Email, "not-the-password-77")).Is(Fault.EmailAlreadyExists);
        Assert.Equal(1, await _server.UsesLeft(made));

        Assert.Equal("PENDING", (await _server.Accepted(made, person.Email)).Answer.Member().Str("status"));
        Assert.Equal(0, await _server.UsesLeft(made));
        var application = await _server.Application(person);
        Assert.Equal((2, made.Id()), (application.GetProperty("number").GetInt32(), application.GetProperty("invitation").Id()));
        Assert.False(application.GetProperty("earlier")[0].Has("invitation"));
    }

    [Fact]
    public async Task Who_used_which_and_whom_a_rule_met_is_listed()
    {
        var (made, other) = (await _server.Invite(new { uses = 3 }), await _server.Invite(new { admits = "approve" }));
        await _server.Ask([], Rule("Our own", "approve", new { domainIs = new[] { "club.example" } }));
        var (waits, rejected) = (await _server.Accepted(made), await _server.Accepted(made));
        var (owned, guest) = (await _server.Accepted(made, $"m{Guid.NewGuid():N}@club.example"), await _server.Accepted(other));
        await _server.SignedUp();
        (await _server.Decide(rejected, "reject")).Done();

        Assert.Equal(Sorted(waits, rejected, owned), await Ids($"invitation={made.Id()}"));
        Assert.Equal(Sorted(waits, rejected, owned), await Ids($"invitation={made.Id().ToString().ToUpperInvariant()}"));
        Assert.Equal(Sorted(guest), await Ids($"invitation={other.Id()}"));
        Assert.Empty(await Ids($"invitation={Guid.NewGuid()}"));
        Assert.Equal(Sorted(owned), await Ids("rule=Our%20own"));
        Assert.Equal(Sorted(owned), await Ids($"rule=Our%20own&invitation={made.Id()}"));
        var pending = (await _server.Operator.Get($"{Applications}?invitation={made.Id()}")).Done().GetProperty("applications");
        Assert.Equal(waits.Id, Assert.Single(pending.EnumerateArray()).Id());
    }

    [Fact]
    public async Task No_code_is_in_the_log()
    {
        var (made, revoked) = (await _server.Invite(new { uses = 2, note = "A note" }), await _server.Invite());
        await _server.Accepted(made);
        (await _server.Accept(made.Str("code").ToLowerInvariant())).Done();
        (await _server.Accept(made)).CannotBeUsed("USED_UP");
        await _server.Revoke(revoked);
        (await _server.Accept(revoked)).CannotBeUsed("REVOKED");
        (await _server.Accept("ZZZZ-ZZZZ-ZZZ7")).CannotBeUsed("UNKNOWN");

        var (log, codes) = (_server.Log.Text, new[] { made.Str("code"), revoked.Str("code"), "ZZZZ-ZZZZ-ZZZ7" });
        Assert.All(
            codes.Concat(codes.Select(c => c.Replace("-", "", StringComparison.Ordinal))),
            code => Assert.DoesNotContain(code, log, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Sorted(params Person[] people) => [.. people.Select(p => $"{p.Id}").Order(StringComparer.Ordinal)];

    private async Task<string[]> Ids(string filter) =>
    [
        .. (await _server.Operator.Get($"{Applications}?status=ANY&{filter}")).Done().GetProperty("applications").EnumerateArray()
            .Select(a => a.Str("id")).Order(StringComparer.Ordinal),
    ];
}
