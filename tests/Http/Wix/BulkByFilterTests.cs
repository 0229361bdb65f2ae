using System.Text;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Wix;

/// <summary>Approving and blocking all members whom a filter finds (admission, section 10).</summary>
public sealed class BulkByFilterTests : IAsyncLifetime
{
    private const string Path = "/members/v1/members";
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task All_who_wait_are_approved_and_nobody_else()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _server.Register()));
        var (rejected, blocked) = (await _server.Register(), await _server.Register());
        (await _server.Operator.Post($"/v1/applications/{rejected.Id}/reject", new { })).Done();
        (await _server.Operator.Post("/v1/authentication/block", new { id = blocked.Id })).Done();

        var answer = await Approve(new { status = "PENDING" });
        Assert.NotEqual(Guid.Empty, answer.Done().GetProperty("jobId").GetGuid());

        foreach (var person in people)
        {
            Assert.Equal("ACTIVE", await Status(person));
        }

        Assert.Equal(("REJECTED", "BLOCKED"), (await Status(rejected), await Status(blocked)));
        (await Approve(new { status = "PENDING" })).Done(); // again does no harm
    }

    [Fact]
    public async Task Whoever_was_turned_down_is_approved_by_id_or_address_alone()
    {
        var (first, second, blocked) = (await _server.Register(), await _server.Register(), await _server.Register());
        (await _server.Operator.Post($"/v1/applications/{first.Id}/reject", new { })).Done();
        (await _server.Operator.Post($"/v1/applications/{second.Id}/reject", new { })).Done();
        (await _server.Operator.Post("/v1/authentication/block", new { id = blocked.Id })).Done();

        (await Approve(new { status = "BLOCKED" })).Done();
        Assert.Equal(("REJECTED", "ACTIVE"), (await Status(first), await Status(blocked)));

        (await Approve(new { id = new Dictionary<string, object> { ["$in"] = new[] { first.Id } }, status = "BLOCKED" })).Done();
        (await Approve(new { loginEmail = new Dictionary<string, object> { ["$eq"] = second.Email } })).Done();
        Assert.Equal(("ACTIVE", "ACTIVE"), (await Status(first), await Status(second)));
    }

    [Fact]
    public async Task A_list_of_ids_is_blocked_and_whoever_is_not_there_is_passed_over()
    {
        var (in1, in2, other) = (await _server.Register(), await _server.Register(), await _server.Register());
        var ids = new Dictionary<string, object> { ["$in"] = new[] { in1.Id, in2.Id, Guid.NewGuid(), in1.Id } };
        (await Block(new { id = ids })).Done();
        Assert.Equal(("BLOCKED", "BLOCKED", "PENDING"), (await Status(in1), await Status(in2), await Status(other)));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"filter":null}""")]
    [InlineData("""{"filter":{}}""")]
    [InlineData("""{"filter":{"status":"WAITING"}}""")]
    [InlineData("""{"filter":{"status":{"$in":["PENDING"]}}}""")]
    [InlineData("""{"filter":{"id":"x"}}""")]
    [InlineData("""{"filter":{"id":{"$in":[]}}}""")]
    [InlineData("""{"filter":{"id":{"$in":[7]}}}""")]
    [InlineData("""{"filter":{"id":{"$in":["\ud800"]}}}""")]
    [InlineData("""{"filter":{"loginEmail":"no address"}}""")]
    [InlineData("""{"filter":{"status":"PENDING","contact.firstName":"Ann"}}""")]
    [InlineData("""{"filter":["PENDING"]}""")]
    public async Task A_filter_that_is_none_does_nothing(string body)
    {
        var person = await _server.Register();
        foreach (var act in new[] { "approve", "block" })
        {
            var sent = new StringContent(body, Encoding.UTF8, "application/json");
            (await _server.Operator.Send(HttpMethod.Post, $"{Path}/bulk/{act}-by-filter", sent)).Is(Fault.Invalid);
        }

        Assert.Equal("PENDING", await Status(person));
    }

    [Fact]
    public async Task Neither_members_nor_lesser_keys_may_call_it()
    {
        var all = new { filter = new { status = "PENDING" } };
        (await _server.Visitor.Post($"{Path}/bulk/approve-by-filter", all)).Is(Fault.Unauthenticated);
        var (_, secret) = await _server.CreateKey("settings.manage");
        var reader = _server.Visitor.As(secret);
        (await reader.Post($"{Path}/bulk/block-by-filter", all)).Is(Fault.PermissionDenied);
    }

    private Task<Reply> Approve(object filter) => _server.Operator.Post($"{Path}/bulk/approve-by-filter", new { filter });

    private Task<Reply> Block(object filter) => _server.Operator.Post($"{Path}/bulk/block-by-filter", new { filter });

    private async Task<string?> Status(Person person) =>
        (await _server.Operator.Get($"/v1/members/{person.Id}")).Done().Member().Str("status");
}
