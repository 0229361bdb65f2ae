using Members.Accounts;
using Members.ApiKeys;
using Members.Grains.Accounts;
using Members.Grains.ApiKeys;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains.Faults;

/// <summary>Records that cannot be read: for a while, or for good (contract I13, I14).</summary>
[Collection(MembersCollection.Name)]
public sealed class UnreadableTests(MembersCluster cluster)
{
    [Fact]
    public async Task A_store_that_cannot_be_read_when_a_grain_wakes_up_is_a_storage_fault_and_heals_by_itself()
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        var grain = cluster.Member(member.Id);
        await cluster.Forget(grain);
        using (var watch = cluster.Watch(grain))
        {
            watch.FailReads(int.MaxValue);
            await Assert.ThrowsAsync<StorageUnavailableException>(grain.Find);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => grain.CheckSession(session.Token).AsTask());
            await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Login(member.Email));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => grain.Block());
        }

        Assert.True(await cluster.IsLive(session));
    }

    [Fact]
    public async Task An_index_that_cannot_be_read_when_it_wakes_up_is_a_storage_fault_also_to_who_calls_through_a_member()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var newcomer = cluster.Member(MemberId.New());
        cluster.Addresses.Fail(next, new DriverException());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Login(next));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => newcomer.Register(Registration(next)));
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false)));
        cluster.Addresses.Fail(next, null);

        Assert.Null(await newcomer.Find());
        Assert.True(await cluster.CanLogIn(member.Email));
        await cluster.Register(next);
    }

    [Fact]
    public async Task The_fault_that_a_caller_sees_says_nothing_of_the_driver()
    {
        var member = await cluster.Register();
        using var watch = cluster.Watch(cluster.Member(member.Id));
        watch.FailWrite(1, FaultMoment.Before);
        var written = await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Member(member.Id).Block());
        await cluster.Forget(cluster.Member(member.Id));
        watch.FailReads(1);
        var read = await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Member(member.Id).Block());

        Assert.DoesNotContain("SELECT", written + read.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> WhateverADriverThrows => ["timeout", "socket", "disposed", "cancelled", "without a codec"];

    [Theory]
    [MemberData(nameof(WhateverADriverThrows))]
    public async Task Whatever_the_driver_throws_is_a_storage_fault(string kind)
    {
        Exception thrown = kind switch
        {
            "timeout" => new TimeoutException(),
            "socket" => new System.Net.Sockets.SocketException(104),
            "disposed" => new ObjectDisposedException("NpgsqlDataSource"),
            "cancelled" => new OperationCanceledException(),
            _ => new DriverException(),
        };
        var member = await cluster.Register();
        var grain = cluster.Member(member.Id);
        using var watch = cluster.Watch(grain);
        watch.FailWrite(1, FaultMoment.Before, thrown);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => grain.Block());
        watch.FailReads(1, thrown);
        await Assert.ThrowsAsync<StorageUnavailableException>(grain.Find);
        await cluster.Forget(grain);
        watch.FailReads(1, thrown);
        await Assert.ThrowsAsync<StorageUnavailableException>(grain.Find);
        (await grain.Block()).Done();
    }

    [Fact]
    public async Task A_record_of_a_newer_schema_is_neither_answered_from_nor_written_and_harms_nobody_else()
    {
        var (newer, other) = (await cluster.Register(), await cluster.Register());
        var grain = cluster.Member(newer.Id);
        var session = await cluster.OpenSession(newer.Id);
        await cluster.Overwrite<MemberRecord>(StateNames.Member, grain, r => r with { Schema = r.KnownSchema() + 1 });
        await cluster.Forget(grain);

        await Assert.ThrowsAsync<StorageUnavailableException>(grain.Find);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => grain.Block());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Login(newer.Email));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await grain.CheckSession(session.Token));
        await Assert.ThrowsAsync<StorageUnavailableException>(cluster.Upkeep(newer.Id).Settle);
        var stored = await cluster.StoredMember(newer.Id);
        Assert.Equal((MemberStatus.Active, stored.KnownSchema() + 1), (stored.Status, stored.Schema));
        Assert.True(await cluster.CanLogIn(other.Email));

        // Who goes back to the newer version finds everything as it was.
        await cluster.Overwrite<MemberRecord>(StateNames.Member, grain, r => r with { Schema = r.KnownSchema() });
        Assert.True(await cluster.CanLogIn(newer.Email));
        Assert.True(await cluster.IsLive(session));
    }

    [Fact]
    public async Task A_member_whose_record_is_damaged_harms_nobody_else()
    {
        var (damaged, other) = (await cluster.Register(), await cluster.Register());
        var grain = cluster.Member(damaged.Id);
        await cluster.Poison<MemberRecord>(StateNames.Member, grain);
        await cluster.Forget(grain);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Login(damaged.Email));
        await Assert.ThrowsAsync<StorageUnavailableException>(grain.Find);
        await Assert.ThrowsAsync<StorageUnavailableException>(cluster.Upkeep(damaged.Id).Settle);
        (await cluster.Member(MemberId.New()).Register(Registration(damaged.Email))).Refused(new Refusal.EmailTaken());
        Assert.True(await cluster.CanLogIn(other.Email));
        await cluster.Register();
    }

    [Fact]
    public async Task A_member_whose_address_cannot_be_read_keeps_sessions_can_be_given_another_and_can_be_blocked()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var session = await cluster.OpenSession(member.Id);
        cluster.Addresses.Fail(member.Email, new DriverException());
        await cluster.Forget(cluster.Index(member.Email));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Login(member.Email));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Member(MemberId.New()).Register(Registration(member.Email)));
        Assert.True(await cluster.IsLive(session));
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false))).Done();
        Assert.Equal(member.Id, (await cluster.Login(next)).Done().Member.Id);
        (await cluster.Member(member.Id).Block()).Done();
        Assert.False(await cluster.IsLive(session));
    }

    [Fact]
    public async Task A_refused_login_that_cannot_be_confirmed_is_a_storage_fault_for_members_and_strangers_alike()
    {
        var (member, nobody) = (await cluster.Register(), NewEmail());
        await cluster.Login(member.Email);
        await cluster.Login(nobody);
        cluster.Addresses.Fail(member.Email, new DriverException());
        cluster.Addresses.Fail(nobody, new DriverException());

        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Login(member.Email, Password("not-the-password-1")));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cluster.Login(nobody));
        cluster.Addresses.Fail(member.Email, null);
        cluster.Addresses.Fail(nobody, null);
    }

    [Fact]
    public async Task A_damaged_key_may_nothing_and_harms_no_other_key()
    {
        var (damaged, other) = (cluster.ApiKey(MemberId.New()), cluster.ApiKey(MemberId.New()));
        var created = (await damaged.Create(new CreateApiKey("damaged", ScopeSet.All, null))).Done();
        (await other.Create(new CreateApiKey("other", ScopeSet.All, null))).Done();
        await cluster.Poison<ApiKeyRecord>(StateNames.ApiKey, damaged);
        await cluster.Forget(damaged);

        Assert.True(ApiKeySecret.TryParse(created.Secret.Reveal(), out var secret));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => damaged.Check(secret).AsTask());
        Assert.True(await other.Revoke());
    }
}
