using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Passwords;

/// <summary>What pages say of a password while it is typed.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class PasswordAdviceTests(AutomaticServer shared)
{
    private const string Path = "/password-advice";

    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("", 0, "Type a password of printable characters.")]
    [InlineData("1234567", 0, "A password has at least 8 characters.")]
    [InlineData("password1", 0, "This password is among those that attackers try first. Choose another, such as three unrelated words.")]
    [InlineData("mq7-vz2k", 1, "This will do. A longer one is better.")]
    [InlineData("mq7-vz2k-lo9w", 2, "A good password.")]
    [InlineData("quiet-fox-7-lanterns", 3, "A very good password.")]
    public async Task It_says_what_choosing_the_password_would_lead_to(string password, int level, string text)
    {
        var said = (await Ask(password)).Json;

        Assert.Equal((level, text), (said.GetProperty("level").GetInt32(), said.Str("text")));
        var token = await _server.MailedToken(await _server.Register());
        var set = await _server.SetPassword(token, password);
        Assert.Equal(level > 0, set.Status == 200);
    }

    [Fact]
    public async Task What_belongs_to_the_member_is_no_good()
    {
        Assert.Equal(3, Level(await Ask("wilhelmine.sauerbier")));
        Assert.Equal(0, Level(await Ask("wilhelmine.sauerbier", "wilhelmine.sauerbier@example.com")));
    }

    [Fact]
    public async Task It_speaks_the_language_of_the_page()
    {
        var reply = await new PageVisitor(_server, "de").SendOnly(Path, [new("password", "1234567")]);

        Assert.Equal("Ein Passwort hat mindestens 8 Zeichen.", reply.Json.Str("text"));
    }

    [Fact]
    public async Task Another_site_is_told_nothing()
    {
        var reply = await new PageVisitor(_server).SendOnly(Path, [new("password", "1234567")], ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal((403, "text/html"), (reply.Status, reply.MediaType));
    }

    [Fact]
    public async Task Asking_is_limited_and_does_not_use_up_what_sending_takes()
    {
        await using var server = await MembersServer.Start([("Members:VisitorRequestsPerMinute", "2")]);
        var visitor = new PageVisitor(server);
        var replies = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            replies.Add((await visitor.SendOnly(Path, [new("password", "1234567")])).Status);
        }

        Assert.Equal([200, 200, 429], replies);
        Assert.Equal(303, (await visitor.SendOnly("/forgot-password", [new("email", Persons.NewEmail())])).Status);
    }

    private static int Level(Reply reply) => reply.Json.GetProperty("level").GetInt32();

    private Task<Reply> Ask(string password, string email = "") =>
        new PageVisitor(_server).SendOnly(Path, [new("password", password), new("email", email)]);
}
