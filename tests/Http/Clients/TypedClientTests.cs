using Members.Client;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Clients;

/// <summary>The client that is generated from the description does what the API does.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class TypedClientTests(AutomaticServer shared)
{
    private readonly Uri _server = new(shared.Server.Url);

    private MembersClient Operator => MembersClient.Of(_server, MembersServer.BootstrapKey);

    [Fact]
    public async Task A_member_registers_logs_in_is_recognized_blocked_and_approved_again()
    {
        var email = Persons.NewEmail();
        var registered = await Operator.RegisterAsync(new RegisterRequest
        {
            Email = email,
            Password = MembersServer.GoodPassword,
            ContactInfo = new ContactInfo
            {
                FirstName = "Ann",
                CustomFields = [new CustomField { Name = "joined", DateValue = DateTimeOffset.UnixEpoch }],
            },
            ProfilePrivacyStatus = "PUBLIC",
        });
        Assert.Equal(
            ("ACTIVE", email, "Ann", "PUBLIC"),
            (registered.Member.Status, registered.Member.LoginEmail, registered.Member.FirstName, registered.Member.ProfilePrivacyStatus));
        Assert.Equal(DateTimeOffset.UnixEpoch, Assert.Single(registered.Member.CustomFields).DateValue);

        var login = await Operator.LoginAsync(new LoginRequest { Email = email, Password = MembersServer.GoodPassword });
        var session =
            (await MembersClient.Of(_server).ApplySessionTokenAsync(new ApplySessionTokenRequest { Token = login.Session.Token })).Session;
        var member = MembersClient.Of(_server, session.Token);
        Assert.Equal(registered.Member.Id, (await member.MeAsync()).Member.Id);
        Assert.True(Assert.Single((await member.ListSessionsAsync()).Sessions).Current);
        Assert.True((await Operator.IntrospectAsync(new IntrospectionRequest { Token = session.Token! })).Active);

        await Operator.BlockAsync(new BlockRequest { Id = registered.Member.Id.ToString() });
        Assert.Equal("UNAUTHENTICATED", await Refusal(() => member.MeAsync()));
        Assert.NotNull((await Operator.ApproveAsync(new ApproveRequest { Email = email })).Session.Token);
        Assert.Contains(registered.Member.Id, (await Operator.ListMembersAsync(email: email)).Members.Select(m => m.Id));
    }

    [Fact]
    public async Task A_refusal_is_an_exception_that_says_which()
    {
        Assert.Equal("INVALID_CREDENTIALS", await Refusal(
            () => Operator.LoginAsync(new LoginRequest { Email = Persons.NewEmail(), Password = "not it, surely" })));
        Assert.Equal("MEMBER_NOT_FOUND", await Refusal(() => Operator.GetMemberAsync(Guid.NewGuid().ToString())));
        Assert.Equal("UNAUTHENTICATED", await Refusal(() => MembersClient.Of(_server).ListMembersAsync()));

        var invalid = await Assert.ThrowsAsync<MembersException<Problem>>(
            () => Operator.RegisterAsync(new RegisterRequest { Email = "nobody", Password = "x" }));
        Assert.Contains("email", invalid.Result.Details.ValidationError!.FieldViolations.Select(v => v.Field));
    }

    private static async Task<string> Refusal(Func<Task> call) => (await Assert.ThrowsAsync<MembersException<Problem>>(call)).Result.Code;
}
