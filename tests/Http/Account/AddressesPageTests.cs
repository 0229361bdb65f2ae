using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Verification;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Account;

[Collection(AutomaticCollection.Name)]
public sealed class AddressesPageTests(AutomaticServer shared)
{
    private const string Page = "/account/addresses";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Where_the_site_does_not_verify_the_change_counts_at_once_and_the_old_address_is_told()
    {
        var (person, email) = (await _server.Register(), NewEmail());
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);
        Assert.Contains($"{person.Email} Not verified", page.Words, StringComparison.Ordinal);

        ShownPage? after = null;
        await _server.Mail.After(async () => after = await Change(page, email, person.Password), person.Email);

        Assert.Equal((200, Page), (after!.Status, after.Path));
        Assert.Equal($"You log in with {email} from now on. The old address has been told.", after.Message);
        Assert.False(await _server.CanLogIn(person.Email, person.Password));
        Assert.True(await _server.CanLogIn(email, person.Password));
    }

    [Fact]
    public async Task A_wrong_password_changes_nothing_and_what_was_typed_stays()
    {
        var (person, email) = (await _server.Register(), NewEmail());
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);

        var after = await Change(await visitor.Open(Page), email, "not my password");

        Assert.Equal((400, "This is not your password.", email), (after.Status, after.ErrorOf("password"), after.ValueOf("newEmail")));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        Assert.Equal("Type your password.", (await Change(after, email, "")).ErrorOf("password"));
        var events = await visitor.Open("/account/activity");
        Assert.Contains("The password was asked for again Wrong password", events.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_address_and_what_belongs_to_somebody_else_is_said_beside_the_field()
    {
        var (person, other) = (await _server.Register(), await _server.Register());
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);

        var none = await Change(page, "ann at example", person.Password);
        Assert.Equal(
            (400, "Type an e-mail address such as ann@example.com.", "ann at example"),
            (none.Status, none.ErrorOf("newEmail"), none.ValueOf("newEmail")));

        var taken = await Change(page, other.Email, person.Password);
        Assert.Equal((409, "This address belongs to a member already. Take another one."), (taken.Status, taken.ErrorOf("newEmail")));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task Addresses_that_were_left_by_a_verified_change_are_listed()
    {
        var (person, email) = (await _server.Register(), NewEmail());
        await _server.ChangeVerified(person, email);

        var page = await (await PageVisitor.LoggedIn(_server, email)).Open(Page);

        Assert.Contains($"{email} Verified", page.Words, StringComparison.Ordinal);
        Assert.StartsWith(person.Email, Assert.Single(page.Texts("main ul li")), StringComparison.Ordinal);
    }

    private static Task<ShownPage> Change(ShownPage page, string email, string password) =>
        page.Submit("Change the address", ("newEmail", email), ("password", password));
}
