using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Admin;

/// <summary>A site whose door, form, rules and settings the tests change.</summary>
public sealed class ConsoleServer : SharedServer
{
    /// <summary>The browser of somebody new with these roles.</summary>
    internal async Task<PageVisitor> Staff(params string[] roles)
    {
        var person = await Server.Hire(roles);
        return await PageVisitor.LoggedIn(Server, person.Email, person.Password);
    }

    private protected override Task<MembersServer> Start() => MembersServer.Start([("Members:Elevate:0", "register")]);
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit calls it a collection
public sealed class ConsoleCollection : ICollectionFixture<ConsoleServer>
{
    public const string Name = "Console";
}
#pragma warning restore CA1711
