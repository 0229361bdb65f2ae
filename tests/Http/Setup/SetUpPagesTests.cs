using System.Text.Json;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Setup;

/// <summary>The first owner is made in the browser. Each test has a server of its own: one who has been made stays.</summary>
public sealed class SetUpPagesTests : IAsyncLifetime
{
    private const string Button = "Make me the owner", Password = "four boats under a lamp";
    private const int Tries = 3;

    private MembersServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await MembersServer.Start([("Members:FailedCredentialsPerMinute", $"{Tries}"), ("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Whoever_has_a_key_with_all_scopes_becomes_the_first_owner_and_nobody_after_them()
    {
        var (visitor, email) = (new PageVisitor(_server), NewEmail());
        var form = await visitor.Open("/setup");
        Assert.Equal((200, "Make the first owner"), (form.Status, form.Title));
        PageChecks.IsHarmless(form.Reply);
        PageChecks.IsTied(form.Reply);
        var sent = form.Form(Button, ("key", MembersServer.BootstrapKey), ("email", email), ("password", Password));

        // Twice at once, as by a double click, and once more with the "back" button.
        await Task.WhenAll(visitor.SendOnly(sent.Action, sent.Fields), new PageVisitor(_server).SendOnly(sent.Action, sent.Fields));
        var page = await visitor.Send(sent.Action, sent.Fields);

        Assert.Equal((200, "/admin"), (page.Status, page.Path));
        var owner = Assert.Single(await _server.Staff());
        Assert.Equal("owner", owner.Value);
        Assert.Equal((email, "ACTIVE"), await Shown(owner.Key));
        Assert.True(await _server.CanLogIn(email, Password));

        var other = NewEmail();
        var late = await form.Submit(Button, ("key", MembersServer.BootstrapKey), ("email", other), ("password", Password));
        Assert.Equal((409, "This site has an owner"), (late.Status, late.Title));
        Assert.False(await _server.CanLogIn(other, Password));
        var stranger = await new PageVisitor(_server).Open("/setup");
        Assert.Equal((200, "This site has an owner"), (stranger.Status, stranger.Title));
        Assert.Equal("/log-in", (await stranger.Follow("Log in")).Path);
    }

    [Fact]
    public async Task Who_was_made_a_member_by_an_attempt_that_broke_off_goes_on_with_their_password()
    {
        var person = await _server.Register(password: Password);
        var form = await new PageVisitor(_server).Open("/setup");
        (string, string?)[] Typed(string password) =>
            [("key", MembersServer.BootstrapKey), ("email", person.Email), ("password", password)];

        var waiting = await form.Submit(Button, Typed(Password));
        Assert.Equal("There is a member with this address who is not active. Approve or unblock them first, or use another address.",
            waiting.Message);
        (await _server.Operator.Post($"{Auth}/approve", new { id = person.Id })).Done();
        var wrong = await form.Submit(Button, Typed("not the password at all"));
        Assert.Equal(400, wrong.Status);
        Assert.StartsWith("There is a member with this address already", wrong.ErrorOf("password"), StringComparison.Ordinal);
        Assert.Empty(await _server.Staff());

        var page = await form.Submit(Button, Typed(Password));

        Assert.Equal((200, "/admin"), (page.Status, page.Path));
        Assert.Equal("owner", (await _server.Staff())[person.Id]);
    }

    [Fact]
    public async Task Without_such_a_key_nobody_becomes_anything_and_what_was_typed_stays_but_for_secrets()
    {
        (await _server.Operator.Get("/v1/staff")).Done(); // a key that was good once is not held back
        var (form, email) = (await new PageVisitor(_server).Open("/setup"), NewEmail());
        var (_, lesser) = await _server.CreateKey("members.manage", "members.authenticate", "settings.manage");

        var lacking = await form.Submit(Button, ("key", lesser), ("email", email), ("password", Password));
        Assert.Equal((403, "This API key may not do everything. Use one with all scopes, such as the first one."),
            (lacking.Status, lacking.ErrorOf("key")));
        Assert.Equal(email, lacking.ValueOf("email"));
        Assert.DoesNotContain(lesser, lacking.Reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, lacking.Reply.Text, StringComparison.Ordinal);

        foreach (var key in new[] { "", "no key", await _server.OpenSession(await Active()) })
        {
            var refused = await form.Submit(Button, ("key", key), ("email", email), ("password", Password));
            Assert.Equal((400, "This API key is not valid. Copy it again, all of it."), (refused.Status, refused.ErrorOf("key")));
        }

        for (var i = 0; i < Tries; i++)
        {
            var madeUp = await form.Submit(Button, ("key", new string('k', 40) + i), ("email", email), ("password", Password));
            Assert.Equal(400, madeUp.Status);
        }

        Assert.Equal(429, (await form.Submit(Button, ("key", new string('k', 41)), ("email", email), ("password", Password))).Status);
        Assert.Empty(await _server.Staff());
        Assert.False(await _server.CanLogIn(email, Password));

        foreach (var (typed, password, field) in new[]
        {
            ("no address", Password, "email"), (email, "", "password"), (email, "short", "password"), (email, "password1234", "password"),
        })
        {
            var refused = await form.Submit(Button, ("key", MembersServer.BootstrapKey), ("email", typed), ("password", password));
            Assert.Equal(400, refused.Status);
            Assert.False(string.IsNullOrEmpty(refused.ErrorOf(field)), refused.ToString());
        }

        Assert.Empty(await _server.Staff());
    }

    private async Task<Person> Active()
    {
        var person = await _server.Register();
        (await _server.Operator.Post($"{Auth}/approve", new { id = person.Id })).Done();
        return person;
    }

    private async Task<(string Email, string Status)> Shown(Guid id)
    {
        JsonElement member = (await _server.Operator.Get($"/v1/members/{id}")).Done().Member();
        return (member.Str("loginEmail"), member.Str("status"));
    }
}
