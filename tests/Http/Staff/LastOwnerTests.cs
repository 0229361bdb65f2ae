using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Staff;

/// <summary>
/// The last active owner stays (admission, section 6). Each test has a server of its own: another's owner would be one too.
/// </summary>
public sealed class LastOwnerTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Neither_they_nor_a_key_can_take_the_role_away()
    {
        var owner = await _server.Hire("owner");
        await _server.Hire("approver", "helpdesk", "auditor");
        foreach (var caller in new[] { await _server.Member(owner), _server.Operator })
        {
            (await caller.Assign(owner.Id, "approver", "helpdesk", "auditor")).Is(Fault.LastOwner);
            (await caller.Dismiss(owner.Id)).Is(Fault.LastOwner);
            Assert.Equal("owner", (await _server.Staff())[owner.Id]);
        }

        (await _server.Operator.Assign(owner.Id, "owner", "auditor")).Done();
        (await _server.Operator.Assign(owner.Id, "owner")).Done();
    }

    [Fact]
    public async Task Beside_another_an_owner_goes_and_may_go_by_themself()
    {
        var (first, second) = (await _server.Hire("owner"), await _server.Hire("owner"));
        var session = await _server.Member(first);
        (await session.Assign(first.Id, "auditor")).Done();
        (await session.Assign(first.Id, "owner")).Is(Fault.PermissionDenied);
        (await (await _server.Member(second)).Dismiss(second.Id)).Is(Fault.LastOwner);
    }

    [Fact]
    public async Task They_cannot_have_their_account_deleted_and_beside_one_who_is_to_be_deleted_they_are_the_last()
    {
        var (first, second) = (await _server.Hire("owner"), await _server.Hire("owner"));
        (await DeleteAccount(second)).Done();

        (await DeleteAccount(first)).Is(Fault.LastOwner);
        (await _server.Operator.Dismiss(first.Id)).Is(Fault.LastOwner);
        var page = await (await PageVisitor.LoggedIn(_server, first.Email, first.Password)).Open("/account/delete");
        var refused = await page.Submit("Delete my account", ("password", first.Password));
        Assert.Equal(409, refused.Status);
        Assert.StartsWith("You are the last owner of this site.", refused.Message, StringComparison.Ordinal);

        (await _server.Login(second)).Done();
        _server.Clock.Advance(TimeSpan.FromSeconds(30)); // for which who may be on their way out counts no more
        (await DeleteAccount(first)).Done();

        async Task<Reply> DeleteAccount(Person person) =>
            await (await _server.Member(person)).Post($"{Auth}/delete-account", new { password = person.Password });
    }

    [Theory]
    [InlineData("block", "block")]
    [InlineData("block", "delete")]
    [InlineData("delete", "dismiss")]
    public async Task Of_two_who_take_each_other_away_at_once_one_is_refused(string first, string second)
    {
        var last = await _server.Hire("owner");
        for (var round = 0; round < 10; round++)
        {
            var other = await _server.Hire("owner");
            var (ann, bob) = (await _server.Member(last), await _server.Member(other));
            var replies = await Task.WhenAll(Take(ann, first, other), Take(bob, second, last));

            // Whoever was taken away in time is nobody who may ask any more.
            Assert.Single(replies, r => r.Status == 200);
            Assert.Contains(replies.Single(r => r.Status != 200).Status, new[] { 401, 403, 409 });
            (last, var gone) = replies[0].Status == 200 ? (last, other) : (other, last);
            Assert.Equal("ACTIVE", await _server.Status(last));
            Assert.Equal("owner", (await _server.Staff())[last.Id]);
            await _server.Operator.Delete($"/v1/members/{gone.Id}");
            _server.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task An_owner_who_is_blocked_is_no_other_owner_and_their_roles_sleep()
    {
        var (first, second) = (await _server.Hire("owner"), await _server.Hire("owner"));
        var session = await _server.Member(second);
        await _server.Block(second);

        (await session.Get(Staffing.Route)).Is(Fault.Unauthenticated);
        Assert.Equal("owner", (await _server.Staff())[second.Id]);
        (await _server.Operator.Dismiss(first.Id)).Is(Fault.LastOwner);
        (await _server.Operator.Assign(first.Id, "helpdesk")).Is(Fault.LastOwner);

        // Awake again without being given them anew.
        (await _server.Operator.Post($"{Auth}/approve", new { id = second.Id })).Done();
        (await (await _server.Member(second)).Get(Staffing.Route)).Done();
        (await _server.Operator.Dismiss(first.Id)).Done();
    }

    [Fact]
    public async Task An_owner_who_is_deleted_is_no_other_owner()
    {
        var (first, second) = (await _server.Hire("owner"), await _server.Hire("owner"));
        (await _server.Operator.Delete($"/v1/members/{second.Id}")).Done();
        (await _server.Operator.Dismiss(first.Id)).Is(Fault.LastOwner);
    }

    [Fact]
    public async Task An_owner_who_is_blocked_is_dismissed_beside_one_who_is_not()
    {
        var (first, second) = (await _server.Hire("owner"), await _server.Hire("owner"));
        await _server.Block(second);
        (await (await _server.Member(first)).Dismiss(second.Id)).Done();
        Assert.Equal([first.Id], (await _server.Staff()).Keys);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("block in the queue")]
    [InlineData("delete")]
    public async Task A_key_blocks_and_deletes_even_the_last_one(string how)
    {
        var owner = await _server.Hire("owner");
        var session = await _server.Member(owner);
        (await session.Get(Staffing.Route)).Done();
        (how switch
        {
            "block" => await _server.Operator.Post($"{Auth}/block", new { id = owner.Id }),
            "delete" => await _server.Operator.Delete($"/v1/members/{owner.Id}"),
            _ => await _server.Operator.Post($"/v1/applications/{owner.Id}/block", new { seen = "ACTIVE" }),
        }).Done();
        (await session.Get(Staffing.Route)).Is(Fault.Unauthenticated);

        // A key helps then, as it did in the beginning.
        var next = await _server.Hire("owner");
        (await (await _server.Member(next)).Dismiss(owner.Id)).Done();
        Assert.Equal([next.Id], (await _server.Staff()).Keys);
    }

    [Fact]
    public async Task Of_two_who_dismiss_each_other_at_once_one_remains()
    {
        for (var round = 0; round < 50; round++)
        {
            var (first, second) = (await _server.Hire("owner"), await _server.Hire("owner"));
            await Retire(first, second);
            var (one, other) = (await _server.Member(first), await _server.Member(second));
            var replies = await Task.WhenAll(one.Dismiss(second.Id), other.Dismiss(first.Id));

            Assert.Single(replies, r => r.Status == 200);
            Assert.All(replies.Where(r => r.Status != 200), r => Assert.True(r.Status is 403 or 409, r.ToString()));
            Assert.Single(await _server.Staff());
        }
    }

    // Leaves no owners but these.
    private async Task Retire(params Person[] keep)
    {
        foreach (var other in (await _server.Staff()).Keys.Except(keep.Select(p => p.Id)))
        {
            (await _server.Operator.Dismiss(other)).Done();
        }
    }

    private static Task<Reply> Take(Api caller, string act, Person owner) => act switch
    {
        "block" => caller.Post($"{Auth}/block", new { id = owner.Id }),
        "delete" => caller.Delete($"/v1/members/{owner.Id}"),
        _ => caller.Dismiss(owner.Id),
    };
}
