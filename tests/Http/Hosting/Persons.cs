using System.Text.Json;

namespace Members.Tests.Http.Hosting;

/// <summary>A member whom a test has registered.</summary>
/// <param name="Id">The member.</param>
/// <param name="Email">The address as typed.</param>
/// <param name="Password">The password.</param>
/// <param name="Answer">What register answered.</param>
internal sealed record Person(Guid Id, string Email, string Password, JsonElement Answer)
{
    public string ApprovalToken => Answer.Str("approvalToken");
}

/// <summary>The words in which the tests speak of members.</summary>
internal static class Persons
{
    public const string Auth = "/v1/authentication";

    public static string NewEmail() => $"m{Guid.NewGuid():N}@example.com";

    public static async Task<Person> Register(this MembersServer server, string? email = null, string password = MembersServer.GoodPassword)
    {
        email ??= NewEmail();
        var answer = (await server.Operator.Post($"{Auth}/register", new { email, password })).Done();
        return new Person(answer.Member().Id(), email, password, answer);
    }

    public static async Task<Person> RegisterBlocked(this MembersServer server)
    {
        var person = await server.Register();
        await server.Block(person);
        return person;
    }

    public static async Task Block(this MembersServer server, Person person) =>
        (await server.Operator.Post($"{Auth}/block", new { id = person.Id })).Done();

    public static Task<Reply> Login(this MembersServer server, string email, string password) =>
        server.Operator.Post($"{Auth}/login", new { email, password });

    public static Task<Reply> Login(this MembersServer server, Person person) => server.Login(person.Email, person.Password);

    public static async Task<bool> CanLogIn(this MembersServer server, string email, string password)
    {
        var reply = await server.Login(email, password);
        if (reply.Status != 200)
        {
            reply.Is(Fault.InvalidCredentials);
        }

        return reply.Status == 200;
    }

    public static Task<Reply> Apply(this MembersServer server, string ticket) =>
        server.Visitor.Post($"{Auth}/apply-session-token", new { token = ticket });

    /// <summary>A ticket for a session of an active member.</summary>
    public static async Task<string> Ticket(this MembersServer server, Person person) =>
        (await server.Operator.Post($"{Auth}/generate-session-token", new { email = person.Email })).Done().Ticket();

    /// <summary>The token of a new session.</summary>
    public static async Task<string> OpenSession(this MembersServer server, Person person) =>
        (await server.Apply(await server.Ticket(person))).Done().Ticket();

    /// <summary>The member by a session of their own.</summary>
    public static async Task<Api> Member(this MembersServer server, Person person) =>
        server.Visitor.As($"Bearer {await server.OpenSession(person)}");

    public static async Task<bool> IsLive(this MembersServer server, string session)
    {
        var reply = await server.Visitor.As($"Bearer {session}").Get($"{Auth}/me");
        if (reply.Status != 200)
        {
            reply.Is(Fault.Unauthenticated);
        }

        return reply.Status == 200;
    }

    /// <summary>Everything that is shown of a member: equal before and after means that nothing has changed.</summary>
    public static async Task<string> Shown(this MembersServer server, Guid id) =>
        (await server.Operator.Get($"/v1/members/{id}")).Done().GetRawText();

    public static async Task<string> Status(this MembersServer server, Person person) =>
        (await server.Operator.Get($"/v1/members/{person.Id}")).Done().Member().Str("status");

    /// <summary>Asks for a set-password mail and takes the token out of it.</summary>
    public static async Task<string> MailedToken(this MembersServer server, Person person)
    {
        var mail = await server.Mail.After(async () => (await server.SendSetPasswordEmail(person.Email)).Done(), person.Email);
        return Mailbox.TokenOf(mail);
    }

    public static Task<Reply> SendSetPasswordEmail(this MembersServer server, string email) =>
        server.Operator.Post($"{Auth}/send-set-password-email", new { email });

    public static Task<Reply> SetPassword(this MembersServer server, string token, string newPassword) =>
        server.Visitor.Post($"{Auth}/set-password", new { token, newPassword });

    /// <summary>A new key.</summary>
    public static async Task<(Guid Id, string Secret)> CreateKey(this MembersServer server, params string[] scopes)
    {
        var created = (await server.Operator.Post("/v1/api-keys", new { name = "a test's", scopes })).Done();
        return (created.GetProperty("apiKey").Id(), created.Str("secret"));
    }

    /// <summary>The text with another letter in the middle.</summary>
    public static string Changed(string token)
    {
        var at = token.Length / 2;
        return $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
    }
}
