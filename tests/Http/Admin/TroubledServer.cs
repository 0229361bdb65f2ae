using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Admin;

/// <summary>A site with a mail server that fails as its tests tell it to.</summary>
public sealed class TroubledServer : SharedServer
{
    /// <summary>The mail server.</summary>
    internal MailServer Mails { get; } = MailServer.Start();

    /// <summary>The browser of somebody new with these roles.</summary>
    internal async Task<(PageVisitor Browser, Person Person)> Staff(params string[] roles)
    {
        var person = await Server.Hire(roles);
        return (await PageVisitor.LoggedIn(Server, person.Email, person.Password), person);
    }

    private protected override Task<MembersServer> Start() => MembersServer.Start(
    [
        ("Members:Mail:Host", "127.0.0.1"),
        ("Members:Mail:Port", $"{Mails.Port}"),
        ("Members:Mail:Security", "None"),
    ]);
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit calls it a collection
public sealed class TroubledCollection : ICollectionFixture<TroubledServer>
{
    public const string Name = "Troubled";
}
#pragma warning restore CA1711
