using Members.Silo.Hosting;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Startup;

/// <summary>The first owner, whom the operator names at a start (admission, section 6).</summary>
public sealed class OwnerTests
{
    private readonly string _data = MembersServer.NewDirectory();

    [Fact]
    public async Task An_address_that_nobody_has_becomes_an_owner_who_is_mailed_a_link_that_sets_the_password()
    {
        var email = NewEmail();
        await using var server = await Start(email, "Manual");

        Assert.Equal($"{email} is an owner. A link that sets the password is mailed to them.", Report(server));
        Assert.Equal([$"{email} owner"], await Staff(server));
        var mail = Assert.Single(await Eventually.Get(
            async () => await server.Mail.To(email) is { Count: > 0 } mails ? mails : null, $"a mail to {email}"));
        (await server.SetPassword(Mailbox.TokenOf(mail), MembersServer.GoodPassword)).Done();
        var login = (await server.Login(email, MembersServer.GoodPassword)).Done();
        Assert.Equal("ACTIVE", login.Member().Str("status"));
    }

    // What is left out would otherwise start a process that has made nobody an owner, and says so to nobody.
    [Theory]
    [InlineData("--owner")]
    [InlineData("--Members:BcryptCost", "4", "--owner")]
    [InlineData("--owner", "--Members:BcryptCost", "4")]
    public async Task The_name_without_an_address_behind_it_stops_the_start(params string[] args)
    {
        var fault = await Assert.ThrowsAsync<StartupException>(() => MembersHost.Build([.. args]));
        Assert.Equal("--owner needs a value behind it, such as --owner ann@example.org.", fault.Message);
    }

    [Fact]
    public async Task A_second_start_changes_nothing_and_mails_nothing()
    {
        var email = NewEmail();
        await using (var first = await Start(email))
        {
            await Eventually.Holds(async () => (await first.Mail.To(email)).Count == 1, "the first mail");
        }

        await using var second = await Start(email.ToUpperInvariant());

        Assert.Equal($"{email.ToUpperInvariant()} is an owner.", Report(second));
        Assert.Equal([$"{email} owner"], await Staff(second));
        await Barrier(second);
        Assert.Single(await second.Mail.To(email));
    }

    [Fact]
    public async Task A_member_becomes_an_owner_too_and_keeps_password_and_roles()
    {
        Person ann;
        await using (var before = await Start(null))
        {
            ann = await before.Appoint("approver", "helpdesk");
        }

        await using var server = await Start(ann.Email);

        Assert.Equal($"{ann.Email} is an owner.", Report(server));
        Assert.Equal([$"{ann.Email} owner+approver+helpdesk"], await Staff(server));
        (await server.Login(ann)).Done();
        await Barrier(server);
        Assert.Empty(await server.Mail.To(ann.Email));
    }

    [Theory]
    [InlineData("PENDING")]
    [InlineData("BLOCKED")]
    public async Task Who_is_no_active_member_stays_what_they_are_and_the_operator_reads_what_to_do(string status)
    {
        Person bob;
        await using (var before = await Start(null, "Manual"))
        {
            bob = await before.Register();
            if (status == "BLOCKED")
            {
                await Persons.Block(before, bob);
            }
        }

        await using var server = await Start(bob.Email, "Manual");

        Assert.Equal(
            $"{bob.Email} could not be made an owner: The member must be active. Approve or unblock them first.", Report(server));
        Assert.Empty(await Staff(server));
        Assert.Equal(status, await server.Status(bob));
        (await server.Visitor.Get("/health/ready")).Done();
    }

    [Fact]
    public async Task Nobody_becomes_an_owner_unless_somebody_is_named()
    {
        await using var server = await Start(null);

        Assert.Null(Report(server));
        Assert.Empty(await Staff(server));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("ann@")]
    [InlineData("")]
    [InlineData("Ann <ann@example.org>")]
    public async Task What_is_no_address_stops_the_start_with_a_sentence(string address)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => Start(address));
        Assert.Equal("Members:Owner must be an e-mail address, such as ann@example.org.", fault.Message);
    }

    private Task<MembersServer> Start(string? owner, string approval = "Automatic") => MembersServer.Start(
        [("Members:SignupApproval", approval), .. owner is null ? [] : new[] { ("Members:Owner", owner) }], _data);

    private static string? Report(MembersServer server) => server.App.Services.GetRequiredService<OwnerService>().Report;

    private static async Task<IEnumerable<string>> Staff(MembersServer server) =>
        (await server.Operator.Get("/v1/staff")).Done().GetProperty("staff").EnumerateArray().Select(
            p => $"{p.Str("email")} {string.Join('+', p.GetProperty("roles").EnumerateArray().Select(r => r.GetString()))}");

    // Mails leave in order: what was to be mailed before has left when this one has.
    private static async Task Barrier(MembersServer server)
    {
        var other = await server.Register();
        (await server.Operator.Post($"{Auth}/approve", new { id = other.Id })).Done();
        await server.Mail.After(async () => (await server.SendSetPasswordEmail(other.Email)).Done(), other.Email);
    }
}
