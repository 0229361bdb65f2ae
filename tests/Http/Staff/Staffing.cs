using System.Text.Json;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Staff;

/// <summary>The words in which the tests speak of staff.</summary>
internal static class Staffing
{
    public const string Route = "/v1/staff";

    /// <summary>Gives roles as somebody.</summary>
    public static Task<Reply> Assign(this Api caller, object id, params string?[]? roles) =>
        caller.Send(HttpMethod.Put, $"{Route}/{id}", Api.JsonOf(new { roles }));

    public static Task<Reply> Dismiss(this Api caller, object id) => caller.Delete($"{Route}/{id}");

    /// <summary>Somebody new with these roles.</summary>
    public static async Task<Person> Hire(this MembersServer server, params string[] roles)
    {
        var person = await server.Register();
        if (await server.Status(person) == "PENDING")
        {
            (await server.Operator.Post($"{Persons.Auth}/approve", new { id = person.Id })).Done();
        }

        (await server.Operator.Assign(person.Id, roles)).Done();
        return person;
    }

    /// <summary>A session of somebody new with these roles.</summary>
    public static async Task<Api> Session(this MembersServer server, params string[] roles) =>
        await server.Member(await server.Hire(roles));

    /// <summary>Everybody of the staff, with their roles.</summary>
    public static async Task<Dictionary<Guid, string>> Staff(this MembersServer server) =>
        (await server.Operator.Get(Route)).Done().GetProperty("staff").EnumerateArray()
            .ToDictionary(p => p.Id(), p => string.Join(' ', p.Texts("roles")));

    /// <summary>The roles that a member sees of themself.</summary>
    public static async Task<string[]> Roles(this Api member) => (await member.Get($"{Persons.Auth}/me")).Done().Texts("roles");

    public static string[] Texts(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
}
