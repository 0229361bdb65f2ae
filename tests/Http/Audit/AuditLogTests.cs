using Members.Audit;
using Members.Emails;
using Members.Secrets;
using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.Logging;
using static Members.Tests.Http.Hosting.Persons;
using AuditLine = Members.Tests.Http.Hosting.AuditLine;

namespace Members.Tests.Http.Audit;

/// <summary>What the log tells of a request: who, whom, from where, with what result, under the trace id of the answer.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class AuditLogTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Each_command_on_a_member_is_one_line_under_the_trace_id_of_its_answer()
    {
        var (email, moved) = (NewEmail(), NewEmail());
        var registered = await _server.Operator.Post($"{Auth}/register", new { email, password = MembersServer.GoodPassword });
        var id = registered.Done().Member().Id();
        Tells(registered, "user_created", Operator, id);

        var login = await _server.Login(email, MembersServer.GoodPassword);
        Tells(login, "authn_login_success", Operator, id);
        var opened = await _server.Apply(login.Done().Ticket());
        Tells(opened, "session_created", "visitor", id);
        var member = _server.Visitor.As($"Bearer {opened.Done().Ticket()}");

        Tells(await _server.Operator.Post($"{Auth}/generate-session-token", new { email }), "authn_token_created", Operator, id);
        Tells(await member.Patch(
            $"{Auth}/members/{id}/change-login-email", new { newEmail = moved }), "user_email_changed", $"member:{id}", id);
        Tells(await member.Post(
            $"{Auth}/change-password", new { currentPassword = MembersServer.GoodPassword, newPassword = "quiet-lamp-orchard-8" }),
            "authn_password_change", $"member:{id}", id);
        Tells(await member.Delete($"{Auth}/sessions/{Guid.NewGuid()}"), "session_ended", $"member:{id}", id, "UNCHANGED");
        Tells(await member.Post($"{Auth}/logout-all", new { }), "session_all_ended", $"member:{id}", id);
        Tells(await _server.SendSetPasswordEmail(moved), "authn_password_link_created", Operator, id);
        Tells(await _server.Operator.Post($"{Auth}/block", new { id }), "user_blocked", Operator, id);
        Tells(await _server.Login(moved, "quiet-lamp-orchard-8"), "authn_login_fail", Operator, id, "MEMBER_BLOCKED");
        Tells(await _server.Operator.Post($"{Auth}/approve", new { id }), "user_approved", Operator, id);
        Tells(await _server.Login(moved, "a wrong one of three"), "authn_login_fail", Operator, id, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task A_login_of_nobody_names_the_address_by_a_digest()
    {
        var email = NewEmail();
        var digest = AuditSubject.Email(EmailAddress.Parse(email));

        var line = Only(await _server.Login(email, MembersServer.GoodPassword));
        Assert.Equal(("authn_login_fail", "INVALID_CREDENTIALS", digest), (line.Event, line.Result, line.Subject));
        Assert.Equal(digest, Only(await _server.Login(email.ToUpperInvariant(), "another")).Subject);
        Assert.Equal(("authn_password_link_fail", digest), On(Only(await _server.SendSetPasswordEmail(email))));
        Assert.DoesNotContain(email, _server.Log.Text, StringComparison.OrdinalIgnoreCase);

        static (string, string) On(AuditLine line) => (line.Event, line.Subject);
    }

    [Fact]
    public async Task What_cannot_be_an_address_or_a_token_is_told_too_and_not_repeated()
    {
        const string Typed = "my-password-in-the-wrong-field";
        Nobody(await _server.Login(Typed, Typed), "authn_login_fail", "INVALID_CREDENTIALS");
        Nobody(await _server.Apply(Typed), "session_create_fail", "TOKEN_INVALID");
        Nobody(await _server.SetPassword(Typed, Typed), "authn_password_set_fail", "TOKEN_INVALID");
        Nobody(
            await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Post, "/undo-email-change")
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("token", Typed)]),
            }),
            "user_email_change_undo_fail",
            "TOKEN_INVALID");
        Nobody(await _server.Operator.Post($"{Auth}/approve", new { token = Typed }), "user_approve_fail", "TOKEN_INVALID");
        Assert.DoesNotContain(Typed, _server.Log.Text, StringComparison.Ordinal);

        void Nobody(Reply reply, string name, string result)
        {
            var line = Only(reply);
            Assert.Equal((name, result, AuditSubject.Nobody), (line.Event, line.Result, line.Subject));
        }
    }

    public static TheoryData<string> Restricted => [.. Operations.All.Where(o => o.Who != Who.Anyone).Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Restricted))]
    public async Task Each_call_that_is_refused_for_its_caller_is_one_line(string operation)
    {
        var asked = Operations.Find(operation);
        var (person, key) =
            (await shared.Somebody(), await _server.CreateKey(asked.Scope == "keys.manage" ? "settings.manage" : "keys.manage"));
        Denied(await asked.Call(_server.Visitor, person.Id), "UNAUTHENTICATED", "visitor");
        Denied(await asked.Call(_server.Visitor.As("Bearer rubbish"), person.Id), "UNAUTHENTICATED", "visitor");
        Denied(await asked.Call(_server.Visitor.As($"Bearer {key.Secret}"), person.Id), "PERMISSION_DENIED", $"key:{key.Id}");

        void Denied(Reply reply, string result, string actor)
        {
            var line = Assert.Single(_server.Log.Of(reply), l => l.Event != "key_used");
            Assert.Equal(
                ("authz_fail", LogLevel.Warning, result, actor, $"{asked.Method}:{asked.Path}"),
                (line.Event, line.Level, line.Result, line.Actor, line.Subject));
        }
    }

    [Fact]
    public async Task Whoever_reaches_for_more_than_is_theirs_is_one_line()
    {
        var (person, other) = (await _server.Register(), await _server.Register());
        var member = await _server.Member(person);
        var line = Only(await member.Patch($"{Auth}/members/{other.Id}/change-login-email", new { newEmail = NewEmail() }));
        Assert.Equal(("authz_fail", "PERMISSION_DENIED", $"member:{person.Id}"), (line.Event, line.Result, line.Actor));

        var key = await _server.CreateKey("keys.manage");
        var api = _server.Visitor.As($"Bearer {key.Secret}");
        await api.Get("/v1/api-keys");
        line = Only(await api.Post("/v1/api-keys", new { name = "more", scopes = (string[])["members.manage"] }));
        Assert.Equal(("authz_fail", "PERMISSION_DENIED", $"key:{key.Id}"), (line.Event, line.Result, line.Actor));
    }

    [Fact]
    public async Task Keys_and_settings_have_their_lines()
    {
        var created = await _server.Operator.Post(
            "/v1/api-keys", new { name = "a test's", scopes = (string[])["members.manage", "keys.manage"] });
        var key = created.Done().GetProperty("apiKey").Id();
        var line = Only(created);
        Assert.Equal(
            ("key_created", "SUCCESS", Operator, $"key:{key}", "MembersManage+KeysManage"),
            (line.Event, line.Result, line.Actor, line.Subject, line.Detail));

        var revoked = await _server.Operator.Delete($"/v1/api-keys/{key}");
        Assert.Equal(("key_revoked", "SUCCESS", $"key:{key}"), (Only(revoked).Event, Only(revoked).Result, Only(revoked).Subject));

        var changed = Only(await _server.Operator.Patch($"{Auth}/settings", new { signupApproval = "AUTOMATIC" }));
        Assert.Equal(
            ("settings_changed", "SUCCESS", Operator, "site:default", "signupApproval=Automatic"),
            (changed.Event, changed.Result, changed.Actor, changed.Subject, changed.Detail));
    }

    [Fact]
    public async Task That_a_key_is_used_is_told_once_an_hour_and_so_is_that_a_dead_one_is_tried()
    {
        var key = await _server.CreateKey("members.manage");
        var api = _server.Visitor.As($"Bearer {key.Secret}");
        Assert.Equal(["key_used SUCCESS"], await Told());
        Assert.Empty(await Told());
        _server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["key_used SUCCESS"], await Told());

        (await _server.Operator.Delete($"/v1/api-keys/{key.Id}")).Done();
        Assert.Equal(["key_use_fail UNAUTHENTICATED"], await Told());
        Assert.Empty(await Told());

        async Task<IEnumerable<string>> Told()
        {
            var reply = await api.Get("/v1/members?limit=1");
            return _server.Log.Of(reply).Where(l => l.Subject == $"key:{key.Id}").Select(l => $"{l.Event} {l.Result}");
        }
    }

    [Fact]
    public async Task A_header_full_of_lines_makes_none()
    {
        var before = _server.Log.Audit.Count;
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/members");
        request.Headers.TryAddWithoutValidation("User-Agent", "x\u001b[2J user_blocked SUCCESS");
        request.Headers.TryAddWithoutValidation("traceparent", "00-user_blocked SUCCESS-x-01");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "198.51.100.1 user_blocked SUCCESS");
        var line = Only(await _server.Visitor.Send(request));

        Assert.Equal(before + 1, _server.Log.Audit.Count);
        Assert.Equal("127.0.0.1", line.Address);
        Assert.DoesNotContain("user_blocked SUCCESS", _server.Log.Text[^400..].Split('\n')[^1], StringComparison.Ordinal);
    }

    private static string Operator { get; } = OpaqueKey();

    private static string OpaqueKey() =>
        ApiKeySecret.TryParse(MembersServer.BootstrapKey, out var key) ? $"key:{key.KeyId}" : throw new FormatException();

    private AuditLine Only(Reply reply) => Assert.Single(_server.Log.Of(reply), l => l.Event != "key_used");

    private void Tells(Reply reply, string name, string actor, Guid member, string result = "SUCCESS")
    {
        var line = Only(reply);
        Assert.Equal(
            (name, result, actor, $"member:{member}", "127.0.0.1"), (line.Event, line.Result, line.Actor, line.Subject, line.Address));
        Assert.Equal(name.EndsWith("_fail", StringComparison.Ordinal) ? LogLevel.Warning : LogLevel.Information, line.Level);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{3}Z$", line.Time);
    }
}
