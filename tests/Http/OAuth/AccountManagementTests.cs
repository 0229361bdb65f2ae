using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.OAuth;

/// <summary>
/// An access token of an app is not the member: a stolen one must not be enough to take the account over, on any path that changes what
/// the member logs in with or ends other sessions (contract, section 3).
/// </summary>
[Collection(AutomaticCollection.Name)]
public sealed class AccountManagementTests(AutomaticServer shared)
{
    private const string NextPassword = "eleven-grey-herons-wade";
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string> Calls => new()
    {
        { "PATCH", $"{Auth}/members/{{id}}/change-login-email" },
        { "PATCH", "/api/v1/members/{id}/change-login-email" },
        { "POST", $"{Auth}/change-password" },
        { "POST", "/_api/iam/authentication/v2/change-password" },
        { "POST", $"{Auth}/delete-account" },
        { "DELETE", $"{Auth}/sessions/{{other}}" },
        { "POST", $"{Auth}/logout-all" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_token_of_an_ordinary_client_is_refused_and_nothing_changes(string method, string path)
    {
        var person = await _server.Register();
        var other = await _server.OpenSession(person);
        var token = _server.Visitor.As((await _server.Tokens(await _server.NewClient(), person)).Str("access_token"));

        (await Call(token, method, path, person, other)).Is(Fault.PermissionDenied);

        Assert.True(await _server.IsLive(other));
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        (await token.Get($"{Auth}/me")).Done();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_session_of_the_member_and_a_client_made_for_it_may(string method, string path)
    {
        foreach (var withClient in new[] { false, true })
        {
            var person = await _server.Register();
            var (other, own) = (await _server.OpenSession(person), await _server.OpenSession(person));
            var token = withClient
                ? (await _server.Tokens(await _server.NewClient(accountManagement: true), person)).Str("access_token")
                : own;

            Assert.Equal(200, (await Call(_server.Visitor.As(token), method, path, person, other)).Status);
        }
    }

    [Fact]
    public async Task It_may_end_its_own_session()
    {
        var person = await _server.Register();
        var other = await _server.OpenSession(person);
        var token = _server.Visitor.As((await _server.Tokens(await _server.NewClient(), person)).Str("access_token"));

        (await token.Post($"{Auth}/logout", new { })).Done();

        (await token.Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        Assert.True(await _server.IsLive(other));
    }

    private async Task<Reply> Call(Api caller, string method, string path, Person person, string other)
    {
        var target = path.Replace("{id}", $"{person.Id}", StringComparison.Ordinal)
            .Replace("{other}", path.Contains("{other}", StringComparison.Ordinal) ? await IdOf(other) : "", StringComparison.Ordinal);
        object? body = method == "DELETE" ? null : new
        {
            newEmail = NewEmail(),
            currentPassword = person.Password,
            oldPassword = person.Password,
            newPassword = NextPassword,
            password = person.Password,
        };
        return await caller.Send(new HttpMethod(method), target, body is null ? null : Api.JsonOf(body));
    }

    private async Task<string> IdOf(string session) => (await _server.Visitor.As($"Bearer {session}").Get($"{Auth}/sessions")).Done()
        .GetProperty("sessions").EnumerateArray().Single(s => s.GetProperty("current").GetBoolean()).Id().ToString();
}
