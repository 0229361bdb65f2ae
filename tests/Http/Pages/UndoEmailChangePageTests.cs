using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Pages;

/// <summary>The page that undoes a change of the login address, as whoever has no good link meets it.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class UndoEmailChangePageTests(AutomaticServer shared)
{
    private const string Page = "/undo-email-change";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_link_that_is_none_says_that_it_does_not_work_and_shows_no_form()
    {
        var person = await _server.Register();
        foreach (var bad in new[]
        {
            await _server.Ticket(person), await _server.MailedToken(person), "", "x", "mue_x", "\"><script>alert(1)</script>",
            "{{ token }}", new string('x', 3000),
        })
        {
            foreach (var page in new[] { await Open($"?token={Uri.EscapeDataString(bad)}"), await Submit(bad) })
            {
                Assert.Equal((400, "text/html"), (page.Status, page.MediaType));
                Assert.Contains("<h1>This link does not work</h1>", page.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("<form", page.Text, StringComparison.Ordinal);
                PageChecks.IsHarmless(page);
            }
        }

        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    [Theory]
    [InlineData("application/json", "{\"token\":\"x\"}")]
    [InlineData("text/plain", "token=x")]
    public async Task What_is_no_form_is_unsupported(string contentType, string body)
    {
        var reply = await _server.SendBody(Page, body, contentType);
        Assert.Equal((415, "text/html"), (reply.Status, reply.MediaType));
    }

    private Task<Reply> Open(string query) => _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, Page + query));

    private Task<Reply> Submit(string token) => _server.FollowForm(Page, ("token", token));
}
