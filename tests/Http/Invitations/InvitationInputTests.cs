using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Invitations.Inviting;

namespace Members.Tests.Http.Invitations;

/// <summary>What is no invitation, and who may make none.</summary>
public sealed class InvitationInputTests(ManualServer shared) : IClassFixture<ManualServer>
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("""{"count":0}""", "count", "OUT_OF_RANGE")]
    [InlineData("""{"count":101}""", "count", "OUT_OF_RANGE")]
    [InlineData("""{"uses":0}""", "uses", "OUT_OF_RANGE")]
    [InlineData("""{"uses":10001}""", "uses", "OUT_OF_RANGE")]
    [InlineData("""{"expiresAt":"2026-03-01T12:00:00Z"}""", "expiresAt", "OUT_OF_RANGE")]
    [InlineData("""{"expiresAt":"2036-02-27T12:00:01Z"}""", "expiresAt", "OUT_OF_RANGE")]
    [InlineData("""{"email":"ann"}""", "email", "INVALID_EMAIL")]
    [InlineData("""{"email":"ann@example.com\r\nBcc: eve@evil.example"}""", "email", "INVALID_EMAIL")]
    [InlineData("""{"email":"ann@example.com","uses":2}""", "email", "OUT_OF_RANGE")]
    [InlineData("""{"email":"ann@example.com","count":2}""", "email", "OUT_OF_RANGE")]
    [InlineData("""{"admits":"everybody"}""", "admits", "UNKNOWN_VALUE")]
    [InlineData("""{"admits":"refuse"}""", "admits", "OUT_OF_RANGE")]
    [InlineData("""{"note":"\u001b[2J"}""", "note", "INVALID_CHARACTER")]
    public async Task What_is_wrong_is_named_and_nothing_is_made(string body, string field, string rule)
    {
        var before = (await _server.Operator.Get(Invites)).Done().GetRawText();
        (await _server.Operator.PostRaw(Invites, body)).Broke((field, rule));
        Assert.Equal(before, (await _server.Operator.Get(Invites)).Done().GetRawText());
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once()
    {
        (await _server.Operator.Post(Invites, new { count = 0, uses = -1, note = new string('x', 1001) }))
            .Broke(("note", "TOO_LONG"), ("count", "OUT_OF_RANGE"), ("uses", "OUT_OF_RANGE"));
        (await _server.Operator.Post(Invites, new { note = new string('x', 1000) })).Done();
        (await _server.Operator.Post(Invites, new { count = "1" })).Is(Fault.Invalid);
    }

    [Theory]
    [InlineData("limit=0", "limit", "OUT_OF_RANGE")]
    [InlineData("limit=101", "limit", "OUT_OF_RANGE")]
    [InlineData("cursor=x", "cursor", "INVALID_CURSOR")]
    public async Task What_is_no_page_is_named(string query, string field, string rule) =>
        (await _server.Operator.Get($"{Invites}?{query}")).Broke((field, rule));

    [Fact]
    public async Task Who_may_not_manage_members_makes_and_sees_none()
    {
        var (_, secret) = await _server.CreateKey("settings.manage");
        var other = _server.Visitor.As(secret);
        foreach (var (caller, fault) in new[] { (_server.Visitor, Fault.Unauthenticated), (other, Fault.PermissionDenied) })
        {
            (await caller.Post(Invites, new { })).Is(fault);
            (await caller.Get(Invites)).Is(fault);
            (await caller.Delete($"{Invites}/{Guid.NewGuid()}")).Is(fault);
        }
    }
}
