using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Admin.Queue;

/// <summary>The words in which the tests speak of staff who decide in the browser.</summary>
internal static class Deciding
{
    public const string QueueList = "/admin/queue";

    /// <summary>Somebody new with these roles, in a browser.</summary>
    public static async Task<PageVisitor> Browser(this MembersServer server, params string[] roles) =>
        await PageVisitor.LoggedIn(server, (await server.Hire(roles)).Email);

    /// <summary>A domain that nobody else has.</summary>
    public static string NewDomain() => $"d{Guid.NewGuid():N}.example";

    /// <summary>Somebody who waits.</summary>
    public static Task<Person> Waiting(this MembersServer server, string firstName = "Ann", string? domain = null) =>
        server.Named(firstName, $"m{Guid.NewGuid():N}@{domain ?? NewDomain()}");

    /// <summary>The list of those who have somebody's domain.</summary>
    public static Task<ShownPage> OpenList(this PageVisitor visitor, Person person, string further = "") =>
        visitor.Open($"{QueueList}?domain={person.Email.Split('@')[1]}{further}");

    public static Task<ShownPage> OpenApplication(this PageVisitor visitor, Person person) => visitor.Open($"{QueueList}/{person.Id}");

    /// <summary>The decisions for which a page has buttons.</summary>
    public static string Buttons(this ShownPage page) => string.Join(' ', page.Document.QuerySelectorAll("main button[name=act]")
        .Select(b => b.GetAttribute("value")).Where(v => v is "approve" or "reject" or "block" or "undo").Distinct());
}
