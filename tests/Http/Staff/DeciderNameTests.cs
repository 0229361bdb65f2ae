using System.Text.Json;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Staff;

/// <summary>Decisions of staff say who made them: by their name, or else the nickname, or else the address.</summary>
[Collection(ManualCollection.Name)]
public sealed class DeciderNameTests(ManualServer shared)
{
    private const string Markup = "Ann <script>alert(1)</script> & \"Co\" {{7*7}}\u202e";
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string?, string?, string?, string?> Names => new()
    {
        { "Ann", "Lee", "annie", "Ann Lee" },
        { "Ann", null, "annie", "Ann" },
        { null, "Lee", "annie", "Lee" },
        { " ", " ", "annie", "annie" },
        { null, null, "annie", "annie" },
        { null, null, null, null },
        { null, null, " ", null },
        { Markup, null, null, Markup },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_decision_is_by_the_person_as_they_are_called(string? first, string? last, string? nickname, string? shown)
    {
        var (email, waiting) = (NewEmail(), await _server.Register());
        var made = (await _server.Operator.Post("/v1/members", new
        {
            loginEmail = email,
            contactInfo = new { firstName = first, lastName = last, nickname },
        })).Done().Member().Id();
        var person = (await _server.Operator.Assign(made, "approver")).Done().GetProperty("person");
        Assert.Equal(shown ?? email, person.Str("name"));

        var approver = await _server.Member(new Person(made, email, "", default));
        (await approver.Post($"{Applications}/{waiting.Id}/note", new { text = "Seen." })).Done();
        (await approver.Post($"{Applications}/{waiting.Id}/claim", new { })).Done();
        var decided = (await approver.Post($"{Applications}/{waiting.Id}/reject", new { reason = "Full." })).Done();
        Check(decided.GetProperty("application").GetProperty("decision").GetProperty("by"));

        var application = await _server.Application(waiting);
        Check(application.GetProperty("notes")[0].GetProperty("by"));
        Check(application.GetProperty("history").EnumerateArray().Single(h => h.Str("act") == "REJECTED").GetProperty("by"));
        Check((await _server.Decide(waiting, "approve")).Is(Fault.AlreadyDecided).Data().GetProperty("decision").GetProperty("by"));

        void Check(JsonElement by) =>
            Assert.Equal(("member", $"{made}", shown ?? email), (by.Str("type"), by.Str("id"), by.Str("name")));
    }

    [Fact]
    public async Task The_applicant_hears_the_reason_and_not_by_whom()
    {
        var (approver, waiting) = (await _server.Hire("approver"), await _server.Register());
        (await (await _server.Member(approver)).Post($"{Applications}/{waiting.Id}/reject", new { reason = "Full." })).Done();
        var refused = (await _server.Login(waiting)).Is(Fault.ApplicationRejected).Text;
        Assert.DoesNotContain($"{approver.Id}", refused, StringComparison.Ordinal);
        Assert.DoesNotContain(approver.Email, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_says_who_has_it()
    {
        var (one, other, waiting) = (await _server.Hire("approver"), await _server.Session("approver"), await _server.Register());
        (await (await _server.Member(one)).Post($"{Applications}/{waiting.Id}/claim", new { })).Done();
        var refused = (await other.Post($"{Applications}/{waiting.Id}/claim", new { })).Is(Fault.AlreadyClaimed);
        Assert.StartsWith(one.Email, refused.Json.Str("detail"), StringComparison.Ordinal);
        var by = (await _server.Application(waiting)).GetProperty("claimedBy");
        Assert.Equal(("member", $"{one.Id}", one.Email), (by.Str("type"), by.Str("id"), by.Str("name")));
    }
}
