using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>The words in which the tests speak of applications.</summary>
internal static class Queue
{
    public const string Applications = "/v1/applications";

    /// <summary>Decides on somebody's application as the operator.</summary>
    public static Task<Reply> Decide(this MembersServer server, Person person, string decision, object? body = null) =>
        server.Operator.Post($"{Applications}/{person.Id}/{decision}", body ?? new { });

    /// <summary>Somebody's application, as the operator sees it.</summary>
    public static async Task<JsonElement> Application(this MembersServer server, Person person) =>
        (await server.Operator.Get($"{Applications}/{person.Id}")).Done().GetProperty("application");

    /// <summary>What a refusal says beside its code.</summary>
    public static JsonElement Data(this Reply reply) =>
        reply.Json.GetProperty("details").GetProperty("applicationError").GetProperty("data");

    /// <summary>Registers somebody who says what they are called.</summary>
    public static async Task<Person> Named(this MembersServer server, string firstName, string? email = null)
    {
        email ??= NewEmail();
        var answer = (await server.Operator.Post(
            $"{Auth}/register", new { email, password = MembersServer.GoodPassword, contactInfo = new { firstName } })).Done();
        return new Person(answer.Member().Id(), email, MembersServer.GoodPassword, answer);
    }
}
