using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Setup;

/// <summary>The first owner is made in the browser, by whoever holds a key that may do everything.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupMode", "Approve")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_new_member_becomes_the_owner_and_is_logged_in()
    {
        var email = Persons.NewEmail();

        var page = await Try(MembersServer.BootstrapKey, email);

        Assert.Equal((200, "/admin"), (page.Status, page.Path));
        Assert.Equal("owner", Assert.Single(await _server.Staff()).Value);
        var again = await Try(MembersServer.BootstrapKey, Persons.NewEmail());
        Assert.Equal(409, again.Status);
        Assert.Single(await _server.Staff());
    }

    [Fact]
    public async Task Without_a_key_that_may_do_everything_nobody_becomes_one()
    {
        var (_, lesser) = await _server.CreateKey("members.authenticate", "members.manage", "settings.manage");
        foreach (var key in new[] { "", "nonsense", lesser, MembersServer.BootstrapKey + "x" })
        {
            var email = Persons.NewEmail();
            var page = await Try(key, email);

            Assert.Equal((401, "This is not an API key of this site that may do everything."), (page.Status, page.ErrorOf("key")));
            Assert.Equal((email, ""), (page.ValueOf("email"), page.ValueOf("password")));
            Assert.True(key.Length == 0 || !page.Reply.Text.Contains(key, StringComparison.Ordinal));
        }

        Assert.Empty(await _server.Staff());
    }

    [Fact]
    public async Task What_an_attempt_left_undone_the_next_one_finishes()
    {
        var waiting = await _server.Register(); // as if the process had died before anything else

        Assert.Equal("A member has this address, and another password. Type theirs.", (await Try(
            MembersServer.BootstrapKey, waiting.Email, "another password than theirs")).ErrorOf("password"));
        Assert.Empty(await _server.Staff());
        var page = await Try(MembersServer.BootstrapKey, waiting.Email, waiting.Password);

        Assert.Equal("/admin", page.Path);
        Assert.Equal("owner", (await _server.Staff())[waiting.Id]);
    }

    [Fact]
    public async Task Where_the_door_is_closed_a_link_is_mailed()
    {
        (await _server.Operator.Patch($"{Persons.Auth}/settings", new { signupMode = "CLOSED" })).Done();
        var email = Persons.NewEmail();

        var mail = await _server.Mail.After(async () => Assert.Equal(200, (await Try(MembersServer.BootstrapKey, email)).Status), email);

        Assert.NotEmpty(Mailbox.TokenOf(mail));
        Assert.Equal("owner", Assert.Single(await _server.Staff()).Value);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field()
    {
        var page = await Try(MembersServer.BootstrapKey, "nobody", "short");
        Assert.Equal((400, "Type an e-mail address such as ann@example.com."), (page.Status, page.ErrorOf("email")));
        Assert.NotNull((await Try(MembersServer.BootstrapKey, Persons.NewEmail(), "a")).ErrorOf("password"));
        Assert.Empty(await _server.Staff());
    }

    private async Task<ShownPage> Try(string key, string email, string password = MembersServer.GoodPassword) =>
        await (await new PageVisitor(_server).Open("/setup")).Submit(
            "Make the account", ("key", key), ("email", email), ("password", password));
}
