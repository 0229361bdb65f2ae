using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Verification;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Account;

/// <summary>The page of addresses where the site mails a code.</summary>
[Collection(AccountCollection.Name)]
public sealed class VerifiedAddressesPageTests(AccountServer shared)
{
    private const string Page = "/account/addresses";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_address_changes_with_the_mailed_code_and_the_old_one_can_undo_it()
    {
        var (person, email) = (await _server.Made(), NewEmail());
        var (visitor, asked, code) = await Ask(person, email);
        Assert.Equal(200, asked.Status);
        Assert.True(await _server.CanLogIn(person.Email, person.Password));

        ShownPage? after = null;
        var notice = await _server.Mail.After(
            async () => after = await asked.Submit("Change the address", ("code", $" {code[..3]}-{code[3..]} ")), person.Email);

        Assert.Equal((200, Page), (after!.Status, after.Path));
        Assert.Equal($"You log in with {email} from now on. The old address has been told.", after.Message);
        Assert.Contains($"{email} Verified", after.Words, StringComparison.Ordinal);
        Assert.Contains(person.Email, after.Words, StringComparison.Ordinal);
        Assert.NotEmpty(Mailed.UndoToken(notice));
        Assert.True(await _server.CanLogIn(email, person.Password));
        Assert.Equal(200, (await visitor.Open("/account")).Status);

        // The form sent twice.
        Assert.Equal(Page, (await asked.Submit("Change the address", ("code", code))).Path);
    }

    [Fact]
    public async Task A_wrong_code_is_said_beside_its_field_and_the_right_one_still_counts()
    {
        var (person, email) = (await _server.Made(), NewEmail());
        var (_, asked, code) = await Ask(person, email);

        var wrong = await asked.Submit("Change the address", ("code", code == "100000" ? "100001" : "100000"));

        Assert.Equal(400, wrong.Status);
        Assert.StartsWith("This is not the code that was mailed last", wrong.ErrorOf("code"), StringComparison.Ordinal);
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        Assert.Equal(200, (await wrong.Submit("Change the address", ("code", code))).Status);
        Assert.True(await _server.CanLogIn(email, person.Password));
    }

    [Fact]
    public async Task A_code_whose_time_is_over_leads_back_to_the_beginning_with_the_address_kept()
    {
        var (person, email) = (await _server.Made(), NewEmail());
        var (_, asked, code) = await Ask(person, email);
        _server.Clock.Advance(TimeSpan.FromMinutes(11));

        var over = await asked.Submit("Change the address", ("code", code));

        Assert.Equal((400, "This code is not good any more. Nothing was changed; begin again."), (over.Status, over.Message));
        Assert.Equal(email, over.ValueOf("newEmail"));
    }

    [Fact]
    public async Task No_code_is_mailed_without_the_password_and_no_verification_of_somebody_else_counts()
    {
        var (person, other, email) = (await _server.Made(), await _server.Made(), NewEmail());
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var refused = await (await visitor.Open(Page)).Submit("Mail me a code", ("newEmail", email), ("password", "not my password"));
        Assert.Equal((400, "This is not your password."), (refused.Status, refused.ErrorOf("password")));
        Assert.Empty(await _server.Mail.To(email));

        var (_, theirs, code) = await Ask(other, email);
        var (_, mine, _) = await Ask(person, NewEmail());
        var stolen = theirs.Form("Change the address").Fields.First(f => f.Key == "verification").Value;
        var after = await mine.Submit("Change the address", ("newEmail", email), ("verification", stolen), ("code", code));

        Assert.Equal(400, after.Status);
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task A_code_in_a_form_of_another_session_changes_nothing_before_it_is_sent_again()
    {
        var (person, email) = (await _server.Made(), NewEmail());
        var (_, asked, code) = await Ask(person, email);
        var (action, fields) = asked.Form("Change the address", ("code", code));

        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Send(action, fields);

        Assert.Equal((409, "Send this once more"), (page.Status, page.Title));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        Assert.Equal(Page, (await page.Submit("Send it now")).Path);
        Assert.True(await _server.CanLogIn(email, person.Password));
    }

    [Theory]
    [InlineData(Page, "Mail me a code", "password", "newEmail")]
    [InlineData("/account/password", "Change the password", "currentPassword", "newPassword")]
    public async Task Whoever_sits_at_an_open_browser_has_few_tries_and_the_member_still_logs_in(
        string path, string button, string field, string other)
    {
        var person = await _server.Made();
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(path);
        for (var i = 0; i < AccountServer.Tries; i++)
        {
            Assert.Equal(400, (await page.Submit(button, (field, $"a guess, number {i}"), (other, NewEmail()))).Status);
        }

        var held = await page.Submit(button, (field, person.Password), (other, NewEmail()));

        Assert.Equal(429, held.Status);
        Assert.StartsWith("Too many tries. Wait ", held.Message, StringComparison.Ordinal);
        Assert.NotNull(held.Reply.Header("Retry-After"));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    private async Task<(PageVisitor Visitor, ShownPage Asked, string Code)> Ask(Person person, string email)
    {
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var page = await visitor.Open(Page);
        ShownPage? asked = null;
        var mail = await _server.Mail.After(
            async () => asked = await page.Submit("Mail me a code", ("newEmail", email), ("password", person.Password)), email);
        return (visitor, asked!, Mailed.Code(mail));
    }
}
