using System.Text.Json;
using Members.Grains.Upkeep;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>The words in which the tests speak of blocks that end, and of what the sweep does.</summary>
internal static class Blocking
{
    /// <summary>Does what is due for a member. The sweep does it every ten seconds, by a clock that is not the test's.</summary>
    public static Task Settle(this MembersServer server, Person person) =>
        server.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IMemberUpkeepGrain>(person.Id).Settle();

    /// <summary>Somebody who has applied and been let in.</summary>
    public static async Task<Person> Approved(this MembersServer server)
    {
        var person = await server.Register();
        (await server.Operator.Post($"{Auth}/approve", new { id = person.Id })).Done();
        return person;
    }

    /// <summary>Blocks somebody who is a member, by one of the routes.</summary>
    /// <returns>The answer; of <c>decide</c> the row, if the call is not refused.</returns>
    public static async Task<JsonElement> Block(
        this MembersServer server, string route, Person person, object? until = null, string? reason = null, bool? tellMember = null)
    {
        var reply = route switch
        {
            "block" => await server.Operator.Post($"{Auth}/block", new { id = person.Id, until, reason, tellMember }),
            "queue" => await server.Decide(
                person, "block", new { until, reason, tellMember, seen = await server.Status(person) }),
            _ => await server.Operator.Post(
                $"{Applications}/decide",
                new { ids = new[] { person.Id }, outcome = "BLOCKED", until, reason, tellMember, seen = await server.Status(person) }),
        };
        return route == "decide" ? reply.Done().GetProperty("results")[0] : reply.Json;
    }

    /// <summary>The login of somebody who is blocked, and what it says beside that.</summary>
    public static async Task<JsonElement> BlockedLogin(this MembersServer server, Person person) =>
        (await server.Login(person)).Is(Fault.MemberBlocked).Data();

    /// <summary>A member as shown.</summary>
    public static async Task<JsonElement> Seen(this MembersServer server, Person person) =>
        (await server.Operator.Get($"/v1/members/{person.Id}")).Done().Member();
}
