using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Account;

/// <summary>A site that verifies addresses, has few tries for a password, and whose tests ask for consents.</summary>
public sealed class AccountServer : SharedServer
{
    public const int Tries = 5;

    private protected override Task<MembersServer> Start() => MembersServer.Start(
        [("Members:RequireEmailVerification", "true"), ("Members:LoginAttempts", $"{Tries}")]);
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit calls it a collection
public sealed class AccountCollection : ICollectionFixture<AccountServer>
#pragma warning restore CA1711
{
    public const string Name = "Account";
}

/// <summary>What the tests of the pages of an account have in common.</summary>
internal static class Accounts
{
    public const string Markup = "<img src=x onerror=alert(1)>\"'";

    /// <summary>A member whom the site has made, with a password that they set by a mailed link, and so a verified address.</summary>
    public static async Task<Person> Made(this MembersServer server, bool withPassword = true)
    {
        var email = NewEmail();
        var answer = (await server.Operator.Post("/v1/members", new { loginEmail = email })).Done();
        var person = new Person(answer.Member().Id(), email, MembersServer.GoodPassword, answer);
        if (withPassword)
        {
            (await server.SetPassword(await server.MailedToken(person), person.Password)).Done();
        }

        return person;
    }

    /// <summary>Opens a session for a browser that calls itself something.</summary>
    public static async Task OpenWith(this MembersServer server, Person person, string agent) => (await server.Visitor.Send(
        HttpMethod.Post,
        $"{Auth}/apply-session-token",
        Api.JsonOf(new { token = await server.Ticket(person) }),
        ("User-Agent", agent))).Done();

    /// <summary>How many sessions a member has, as the site is told.</summary>
    public static async Task<int> SessionsOf(this MembersServer server, Person person)
    {
        var session = await server.OpenSession(person);
        var list = (await server.Visitor.As($"Bearer {session}").Get($"{Auth}/sessions")).Done().GetProperty("sessions");
        (await server.Visitor.As($"Bearer {session}").Post($"{Auth}/logout", new { })).Done();
        return list.GetArrayLength() - 1;
    }
}
