using System.Text.Json;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Invitations;

/// <summary>The words in which the tests speak of invitations.</summary>
internal static class Inviting
{
    public const string Invites = "/v1/invitations";

    /// <summary>A new invitation with its code.</summary>
    public static async Task<JsonElement> Invite(this MembersServer server, object? terms = null) => Assert.Single(
        (await server.Operator.Post(Invites, terms ?? new { })).Done().GetProperty("invitations").EnumerateArray());

    /// <summary>Signs somebody up with a code.</summary>
    public static Task<Reply> Accept(
        this MembersServer server,
        string invitation,
        string? email = null,
        string password = MembersServer.GoodPassword,
        object? answers = null) =>
        server.Operator.Post($"{Auth}/register", new { email = email ?? NewEmail(), password, invitation, answers });

    /// <inheritdoc cref="Accept(MembersServer, string, string?, string, object?)"/>
    public static Task<Reply> Accept(this MembersServer server, JsonElement invitation, string? email = null) =>
        server.Accept(invitation.Str("code"), email);

    /// <summary>Somebody who has signed up with an invitation.</summary>
    public static async Task<Person> Accepted(this MembersServer server, JsonElement invitation, string? email = null)
    {
        email ??= NewEmail();
        var answer = (await server.Accept(invitation, email)).Done();
        return new Person(answer.Member().Id(), email, MembersServer.GoodPassword, answer);
    }

    /// <summary>Asserts that the invitation cannot be used, and why.</summary>
    public static void CannotBeUsed(this Reply reply, string reason) =>
        Assert.Equal($$"""{"reason":"{{reason}}"}""", reply.Is(Fault.InvitationInvalid).Data().GetRawText());

    /// <summary>How many uses are left, as the list says.</summary>
    public static async Task<int> UsesLeft(this MembersServer server, JsonElement invitation) =>
        (await server.Listed(invitation)).GetProperty("usesLeft").GetInt32();

    /// <summary>The invitation in the list.</summary>
    public static async Task<JsonElement> Listed(this MembersServer server, JsonElement invitation)
    {
        for (var cursor = ""; ;)
        {
            var page = (await server.Operator.Get($"{Invites}?limit=100{cursor}")).Done();
            var found = page.GetProperty("invitations").EnumerateArray().Where(i => i.Id() == invitation.Id()).ToArray();
            if (found.Length > 0)
            {
                return Assert.Single(found);
            }

            cursor = $"&cursor={page.Str("cursor")}";
        }
    }

    public static async Task Revoke(this MembersServer server, JsonElement invitation) =>
        Assert.Equal("{}", (await server.Operator.Delete($"{Invites}/{invitation.Id()}")).Done().GetRawText());
}
