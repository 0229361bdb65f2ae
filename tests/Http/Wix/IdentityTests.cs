using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Wix;

/// <summary>The services of identities in the forms that the client sends and reads (wix-contract B.4, C.4, D.3, D.4).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class IdentityTests(AutomaticServer shared)
{
    private const string Iam = "/_api/iam/authentication/v2", Recovery = "/_api/iam/recovery/v1",
        Verification = "/_api/iam/verification/v1";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Registering_and_logging_in_succeed_with_a_ticket_and_the_identity()
    {
        var (visitor, email) = (await Visitor(), NewEmail());
        var registered = (await visitor.Post($"{Iam}/register", new
        {
            loginId = new { email },
            password = MembersServer.GoodPassword,
            profile = new
            {
                nickname = "Ann",
                firstName = "Ann",
                privacyStatus = "PUBLIC",
                phones = new[] { "1" },
                customFields = new[] { new { name = "hobby", value = new { strValue = "go" } } },
            },
        })).Done();
        Assert.Equal(["state", "sessionToken", "identity"], registered.Names());
        Assert.Equal("SUCCESS", registered.Str("state"));
        var identity = registered.GetProperty("identity");
        Assert.Equal((email, "ACTIVE"), (identity.GetProperty("email").Str("address"), identity.GetProperty("status").Str("name")));
        var profile = identity.GetProperty("identityProfile");
        Assert.Equal(("Ann", "PUBLIC", "go"), (
            profile.Str("nickname"), profile.Str("privacyStatus"),
            profile.GetProperty("customFields")[0].GetProperty("value").Str("strValue")));
        (await _server.Apply(registered.Str("sessionToken"))).Done();

        var logged = (await visitor.Post($"{Iam}/login", new { loginId = new { email }, password = MembersServer.GoodPassword })).Done();
        Assert.Equal(("SUCCESS", identity.Id()), (logged.Str("state"), logged.GetProperty("identity").Id()));
    }

    [Fact]
    public async Task What_is_refused_is_refused_in_words_that_the_client_knows()
    {
        var (visitor, person, blocked) = (await Visitor(), await _server.Register(), await _server.RegisterBlocked());
        (await visitor.Post($"{Iam}/register", new { loginId = new { email = person.Email }, password = MembersServer.GoodPassword }))
            .Is(Fault.EmailAlreadyExists);
        var bad = (await visitor.Post($"{Iam}/register", new { loginId = new { email = "x" }, password = MembersServer.GoodPassword }))
            .Is(Fault.Invalid);
        Assert.Contains("\"type\":\"EMAIL\"", bad.Text, StringComparison.Ordinal);
        (await visitor.Post($"{Iam}/login", new { loginId = new { email = person.Email }, password = "not-the-password-77" }))
            .Is(Fault.InvalidCredentials);
        (await visitor.Post($"{Iam}/login", new { loginId = new { email = blocked.Email }, password = blocked.Password }))
            .Is(Fault.MemberBlocked);
    }

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("{", "application/json")]
    [InlineData("""{"loginId":"x"}""", "application/json")]
    [InlineData("""{"loginId":[],"password":"x"}""", "application/json")]
    [InlineData("""{"loginId":{"email":"a@example.com","email":"b@example.com"}}""", "application/json")]
    [InlineData("""{"loginId":{"email":{}},"password":1}""", "application/json")]
    [InlineData("{}", "text/plain")]
    [InlineData("", null)]
    public async Task A_login_that_cannot_be_read_is_an_application_error_and_a_registration_names_its_fields(string body, string? type)
    {
        var visitor = await Visitor();
        foreach (var root in new[] { "/_api/iam", "/_iam", "/iam" })
        {
            var login = await visitor.PostRaw($"{root}/authentication/v2/login", body, type);
            Assert.True(login.Json.GetProperty("details").Has("applicationError"), login.ToString());
        }

        foreach (var path in new[] { "register", "validate-email" })
        {
            Assert.InRange((await visitor.PostRaw($"{Iam}/{path}", body, type)).Status, 200, 415);
        }
    }

    [Fact]
    public async Task Where_the_owner_approves_both_say_that_approval_is_missing()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var (visitor, email) = (await server.AsVisitor(await server.NewClient()), NewEmail());
        var registered = (await visitor.Post($"{Iam}/register", new { loginId = new { email }, password = MembersServer.GoodPassword }))
            .Done();
        Assert.Equal(("REQUIRE_OWNER_APPROVAL", false), (registered.Str("state"), registered.Has("sessionToken")));
        Assert.Equal(
            "PENDING_ADMIN_APPROVAL_REQUIRED",
            registered.GetProperty("identity").GetProperty("status").GetProperty("reasons")[0].GetString());
        Assert.Equal("REQUIRE_OWNER_APPROVAL", (await visitor.Post(
            $"{Iam}/login", new { loginId = new { email }, password = MembersServer.GoodPassword })).Done().Str("state"));
        (await visitor.Post($"{Iam}/login", new { loginId = new { email }, password = "not-the-password-77" }))
            .Is(Fault.InvalidCredentials);
    }

    [Fact]
    public async Task Signing_on_finds_a_member_by_the_word_of_a_key()
    {
        var (person, client) = (await _server.Register(), await _server.NewClient());
        var both = _server.Visitor.As($"{(await _server.Visit(client)).Str("access_token")},{MembersServer.BootstrapKey}");
        var signed = (await both.Post($"{Iam}/sign-on", new { loginId = new { email = person.Email }, verifyEmail = true })).Done();
        Assert.Equal(person.Id, signed.GetProperty("identity").Id());
        (await both.Post(Flows.Token, new
        {
            grant_type = "authorized_client",
            member_id = person.Id,
            session_token = signed.Str("sessionToken"),
        })).Done();
        (await both.Post($"{Iam}/sign-on", new { })).Is(Fault.Invalid);
        (await both.Post($"{Iam}/sign-on", new { loginId = new { email = (await _server.RegisterBlocked()).Email } }))
            .Is(Fault.MemberBlocked);
    }

    [Fact]
    public async Task A_token_alone_changes_no_password()
    {
        var person = await _server.Register();
        var member = await _server.Member(person);
        var refused = (await member.Post($"{Iam}/change-password", new { newPassword = "quiet-fox-7-lanterns" }))
            .Is(Fault.CurrentPasswordRequired);
        Assert.Contains("/v1/authentication/change-password", refused.Text, StringComparison.Ordinal);
        Assert.True(await _server.CanLogIn(person.Email, person.Password));
        (await member.Post($"{Iam}/change-password", new { newPassword = "quiet-fox-7-lanterns", currentPassword = "not-the-password-77" }))
            .Is(Fault.InvalidCredentials);
        (await member.Post($"{Iam}/change-password", new { newPassword = "quiet-fox-7-lanterns", currentPassword = person.Password }))
            .Done();
        Assert.True(await _server.CanLogIn(person.Email, "quiet-fox-7-lanterns"));
    }

    [Fact]
    public async Task A_recovery_mail_leads_to_our_page_and_its_token_sets_a_password_and_logs_in()
    {
        var (visitor, person) = (await Visitor(), await _server.Register());
        var mail = await _server.Mail.After(
            async () => (await visitor.Post($"{Recovery}/send-email", new
            {
                email = person.Email,
                redirect = new { url = "https://evil.example/", clientId = Guid.NewGuid() },
            })).Done(), person.Email);
        Assert.DoesNotContain("evil.example", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("{}", (await visitor.Post($"{Recovery}/send-email", new { email = NewEmail() })).Done().GetRawText());

        var token = Mailbox.TokenOf(mail);
        (await visitor.Post($"{Recovery}/recover", new { recoveryToken = token, password = "short" })).Is(Fault.Invalid);
        var done = (await visitor.Post($"{Recovery}/recover", new { recoveryToken = token, password = "quiet-fox-7-lanterns" })).Done();
        Assert.Equal(("SUCCESS", person.Id), (done.Str("state"), done.GetProperty("identity").Id()));
        (await _server.Apply(done.Str("sessionToken"))).Done();
        (await visitor.Post($"{Recovery}/recover", new { recoveryToken = token, password = "another-7-lanterns" }))
            .Is(Fault.TokenInvalid);
        (await visitor.Post($"{Recovery}/recover", new { recoveryToken = "x", password = "y" })).Is(Fault.TokenInvalid);
    }

    [Fact]
    public async Task An_activation_mail_goes_to_the_members_own_address()
    {
        var person = await _server.Register();
        await _server.Mail.After(
            async () => (await _server.Operator.Post($"{Recovery}/activation-email", new { identityId = person.Id })).Done(), person.Email);
        (await _server.Operator.Post($"{Recovery}/activation-email", new { identityId = Guid.NewGuid() })).Is(Fault.MemberNotFound);
    }

    [Theory]
    [InlineData("a@example.com", true)]
    [InlineData("a@localhost", false)]
    [InlineData(null, false)]
    public async Task An_address_is_looked_at(string? email, bool valid)
    {
        var answer = (await (await Visitor()).Post($"{Iam}/validate-email", new { email })).Done();
        Assert.Equal((valid, !valid), (answer.GetProperty("valid").GetBoolean(), answer.Has("formatInvalid")));
    }

    [Fact]
    public async Task A_verification_that_is_none_fails_in_its_own_words()
    {
        var visitor = await Visitor();
        (await visitor.Post($"{Verification}/auth/verify", new { code = "123456", stateToken = "x" })).Is(Fault.VerificationFailed);
        (await visitor.Post($"{Verification}/auth/verify", new { })).Is(Fault.VerificationFailed);
        (await visitor.Post($"{Verification}/start", new { identityId = "x" })).Is(Fault.MemberNotFound);
    }

    [Fact]
    public async Task The_policy_is_read_and_changed_in_their_words()
    {
        await using var server = await MembersServer.Start();
        const string Path = "/iam/signon/v1/sign-on-policies";
        var before = (await server.Operator.Get(Path)).Done().GetProperty("signOnPolicy");
        Assert.Equal(
            (false, false),
            (before.GetProperty("requireOwnerApproval").GetBoolean(), before.GetProperty("requireEmailVerification").GetBoolean()));
        (await server.Operator.Patch(Path, new { signOnPolicy = new { requireOwnerApproval = true }, fieldMask = "requireOwnerApproval" }))
            .Done();
        Assert.Equal("MANUAL", (await server.Operator.Get($"{Auth}/settings")).Done().Str("signupApproval"));
    }

    [Fact]
    public async Task Logging_out_ends_the_tokens_session_and_follows_registered_addresses_only()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var session = await _server.OpenSession(person);
        var reply = await _server.Open(
            $"/_api/iam/authentication/v1/logout?clientId={client}&postLogoutRedirectUri=https%3A%2F%2Fevil.example%2F",
            ("Authorization", session));
        Assert.Equal((200, null), (reply.Status, reply.Header("Location")));
        Assert.False(await _server.IsLive(session));
        var sent = await _server.Open(
            $"/_api/iam/authentication/v1/logout?clientId={client}&postLogoutRedirectUri={Uri.EscapeDataString(Flows.AfterLogout)}");
        Assert.Equal((302, Flows.AfterLogout), (sent.Status, sent.Header("Location")));
    }

    private async Task<Api> Visitor() => await _server.AsVisitor(await _server.NewClient());
}
