using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Admission.Queue;

namespace Members.Tests.Http.Account;

/// <summary>What members do not read of their application.</summary>
[Collection(ManualCollection.Name)]
public sealed class HiddenActivityTests(ManualServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task What_staff_write_among_themselves_is_not_shown_and_their_decision_is()
    {
        var person = await _server.Register();
        (await _server.Operator.Post($"{Applications}/{person.Id}/note", new { text = "a secret" })).Done();
        (await _server.Operator.Post($"{Applications}/{person.Id}/claim", new { })).Done();
        (await _server.Operator.Post($"{Applications}/{person.Id}/approve", new { })).Done();

        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open("/account/activity");

        Assert.Equal(4, page.Texts("main li").Count);
        Assert.Contains("You were let in Done", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Something else", page.Words, StringComparison.Ordinal);
    }
}
