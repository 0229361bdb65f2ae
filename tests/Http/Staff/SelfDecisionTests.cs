using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Staff;

/// <summary>Nobody decides about themself, whatever their roles are and whichever way they try (admission, section 6).</summary>
[Collection(ManualCollection.Name)]
public sealed class SelfDecisionTests(ManualServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string, string> Calls => new()
    {
        { "POST", $"{Applications}/{{id}}/approve", """{"seen":"ACTIVE"}""" },
        { "POST", $"{Applications}/{{id}}/reject", """{"seen":"ACTIVE"}""" },
        { "POST", $"{Applications}/{{id}}/block", """{"seen":"ACTIVE"}""" },
        { "POST", $"{Applications}/{{id}}/approve", "{}" },
        { "POST", $"{Applications}/{{id}}/undo", "{}" },
        { "POST", $"{Applications}/{{id}}/note", """{"text":"A good person."}""" },
        { "POST", $"{Applications}/{{id}}/ask", """{"text":"Who am I?"}""" },
        { "POST", $"{Applications}/{{id}}/claim", "{}" },
        { "POST", $"{Applications}/{{id}}/claim", """{"release":true}""" },
        { "POST", $"{Auth}/block", """{"id":"{id}"}""" },
        { "POST", "/_api/wix-sm-webapp/v1/members/block", """{"id":"{id}"}""" },
        { "DELETE", "/v1/members/{id}", "" },
        { "POST", "/v1/members/{id}/verify-email", "{}" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Each_way_is_refused_and_nothing_changes(string method, string path, string body)
    {
        var person = await _server.Hire("owner", "approver", "helpdesk", "auditor");
        var session = await _server.Member(person);
        var before = await Seen(person);
        var reply = await session.Send(new HttpMethod(method), Filled(path), body.Length == 0
            ? null
            : new StringContent(Filled(body), System.Text.Encoding.UTF8, "application/json"));

        Assert.Contains("themself", reply.Is(Fault.PermissionDenied).Json.Str("detail"), StringComparison.Ordinal);
        Assert.Equal(before, await Seen(person));

        string Filled(string text) => text.Replace("{id}", $"{person.Id}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_bulk_it_is_a_refused_row_and_the_others_are_decided_on()
    {
        var (owner, other) = (await _server.Hire("owner"), await _server.Approved());
        var session = await _server.Member(owner);
        var rows = (await session.Post($"{Applications}/decide", new
        {
            ids = new[] { owner.Id, other.Id },
            outcome = "BLOCKED",
            seen = "ACTIVE",
        })).Done().GetProperty("results");

        Assert.Equal((owner.Id, false, "PERMISSION_DENIED"), (rows[0].Id(), rows[0].GetProperty("ok").GetBoolean(), rows[0].Str("code")));
        Assert.Equal((other.Id, true), (rows[1].Id(), rows[1].GetProperty("ok").GetBoolean()));
        Assert.Equal(("ACTIVE", "BLOCKED"), (await _server.Status(owner), await _server.Status(other)));
    }

    [Fact]
    public async Task In_bulk_by_filter_too()
    {
        var domain = $"d{Guid.NewGuid():N}.example";
        var (owner, other) = (await _server.Register($"a@{domain}"), await _server.Register($"b@{domain}"));
        (await _server.Operator.Post($"{Auth}/approve", new { id = owner.Id })).Done();
        (await _server.Operator.Post($"{Auth}/approve", new { id = other.Id })).Done();
        (await _server.Operator.Assign(owner.Id, "owner")).Done();
        var rows = (await (await _server.Member(owner)).Post($"{Applications}/decide", new
        {
            filter = new { domain, status = "ACTIVE", submittedBefore = _server.Clock.GetUtcNow().AddSeconds(1) },
            outcome = "BLOCKED",
            seen = "ACTIVE",
        })).Done().GetProperty("results").EnumerateArray().ToDictionary(r => r.Id());

        Assert.Equal("PERMISSION_DENIED", rows[owner.Id].Str("code"));
        Assert.True(rows[other.Id].GetProperty("ok").GetBoolean());
        Assert.Equal("ACTIVE", await _server.Status(owner));
    }

    [Fact]
    public async Task Nothing_is_offered_about_oneself_and_everything_to_another_owner()
    {
        var (first, second) = (await _server.Hire("owner"), await _server.Hire("owner"));
        Assert.Empty(await Allowed(await _server.Member(first), first));
        Assert.Equal(await Allowed(_server.Operator, first), await Allowed(await _server.Member(second), first));
        Assert.Contains("block", await Allowed(_server.Operator, first));
    }

    [Fact]
    public async Task A_key_is_nobody_and_another_owner_is_another()
    {
        var (first, second) = (await _server.Hire("owner"), await _server.Hire("owner"));
        (await _server.Decide(first, "note", new { text = "By a key." })).Done();
        (await (await _server.Member(second)).Post($"{Auth}/block", new { id = first.Id })).Done();
        Assert.Equal("BLOCKED", await _server.Status(first));
    }

    private static async Task<string[]> Allowed(Api caller, Person person)
    {
        var one = (await caller.Get($"{Applications}/{person.Id}")).Done().GetProperty("application").Texts("allowed");
        var listed = (await caller.Get($"{Applications}?status=ANY&q={person.Email}")).Done().GetProperty("applications");
        Assert.Equal(one, Assert.Single(listed.EnumerateArray()).Texts("allowed"));
        return one;
    }

    private async Task<string> Seen(Person person) =>
        await _server.Shown(person.Id) + (await _server.Application(person)).GetRawText();
}
