using Members.Accounts;
using Members.Admission;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Invitations;
using Members.SignUp;

namespace Members.Tests.Storage;

/// <summary>
/// The database counts the uses of an invitation in the statement that stores the application: never more than there are, and none for
/// what fails (contract I21).
/// </summary>
public abstract class InvitationStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor By = new(ActorKind.Key, "4711", "Website");
    private TestDatabase _database = null!;
    private Store _store = null!;

    public async Task InitializeAsync()
    {
        _database = await Make();
        _store = await _database.Open();
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Of_many_that_race_as_many_get_in_as_there_are_uses()
    {
        const int Uses = 5;
        var id = await Add(uses: Uses);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => Use(id, $"m{i}@example.org"))));

        Assert.Equal(Uses, outcomes.Count(used => used));
        Assert.Equal(Uses, (await Find(id)).Used);
        Assert.Equal(["5"], await _database.Sql("SELECT count(*) FROM MemberEntry"));
    }

    [Fact]
    public async Task A_use_is_counted_once_however_often_the_member_is_written_and_again_for_the_next_application()
    {
        var id = await Add(uses: 2);
        var member = Applied(id, "ann@example.org");
        var (state, key) = (new GrainState<MemberRecord>(member), Key(member.Id));
        await Write(key, state);

        state.State = member with { LastLoginAt = Noon };
        await Write(key, state);
        Assert.Equal(1, (await Find(id)).Used);

        state.State = member with { Applications = [.. member.Applications, Application(id, 2)] };
        await Write(key, state);
        Assert.Equal(2, (await Find(id)).Used);

        state.State = member with { Applications = [.. member.Applications, Application(id, 3)] };
        await Assert.ThrowsAsync<InvitationUsedUpException>(() => Write(key, state));
        Assert.Equal(2, (await Find(id)).Used);
    }

    [Fact]
    public async Task What_fails_for_another_reason_uses_none()
    {
        var id = await Add(uses: 2);
        Assert.True(await Use(id, "ann@example.org"));

        await Assert.ThrowsAsync<AddressTakenException>(() => Use(id, "ann@example.org"));

        Assert.Equal(1, (await Find(id)).Used);
    }

    [Fact]
    public async Task One_that_was_withdrawn_or_has_expired_lets_nobody_in_and_so_does_one_that_does_not_exist()
    {
        var (revoked, expired) = (await Add(), await Add(expiresAt: Noon));
        await _store.Invitations.RevokeInvitation(revoked, Noon);
        await _store.Invitations.RevokeInvitation(revoked, Noon.AddDays(1));

        Assert.False(await Use(revoked, "a@example.org"));
        Assert.False(await Use(expired, "b@example.org"));
        Assert.False(await Use(Guid.NewGuid(), "c@example.org"));
        Assert.Equal(Noon, (await Find(revoked)).RevokedAt);
        Assert.Equal(["0"], await _database.Sql("SELECT count(*) FROM MemberEntry"));
    }

    [Fact]
    public async Task It_is_kept_as_it_was_made_and_found_by_the_digest_of_its_code_alone()
    {
        var made = New(Guid.NewGuid()) with
        {
            Invitation = new Invitation(Guid.NewGuid(), 3, 0, Admittance.Approve, By, Noon)
            {
                ExpiresAt = Noon.AddDays(2),
                Email = "Ann@example.org",
                Note = "Open day",
            },
        };
        Assert.True(await _store.Invitations.AddInvitations([made], 10, Noon));

        Assert.Equal(made.Invitation, await _store.Invitations.FindInvitation(made.Code.Digest()));
        Assert.Null(await _store.Invitations.FindInvitation(New(Guid.NewGuid()).Code.Digest()));
        var dump = string.Join(' ', await _database.Sql("SELECT CodeDigest FROM Invitation"));
        Assert.DoesNotContain(made.Code.Reveal().Replace("-", "", StringComparison.Ordinal), dump, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task There_are_no_more_good_ones_than_there_may_be_and_all_or_none_are_made()
    {
        await Add(expiresAt: Noon);
        await _store.Invitations.RevokeInvitation(await Add(), Noon);
        await Add();

        Assert.False(await _store.Invitations.AddInvitations([New(Guid.NewGuid()), New(Guid.NewGuid())], 2, Noon));
        Assert.True(await _store.Invitations.AddInvitations([New(Guid.NewGuid())], 2, Noon));
        Assert.Equal(4, (await _store.Invitations.ListInvitations(100, null)).Invitations.Length);
    }

    [Fact]
    public async Task They_are_listed_newest_first_by_pages()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, await Add(createdAt: Noon.AddMinutes(i / 2)));
        }

        var (found, page) = (new List<Guid>(), new InvitationPage([], null));
        do
        {
            page = await _store.Invitations.ListInvitations(2, page.Next);
            found.AddRange(page.Invitations.Select(i => i.Id));
        }
        while (page.Next is not null);

        Assert.Equal(5, found.Distinct().Count());
        Assert.Equal(ids[0], found[0]);
        Assert.Equal(ids.Order(), found.Order());
    }

    /// <summary>An invitation with one use.</summary>
    internal static NewInvitation New(Guid id) => new(
        new Invitation(id, 1, 0, Admittance.Queue, By, Noon),
        InvitationCode.Create(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12)));

    private protected abstract Task<TestDatabase> Make();

    private static ApplicationRecord Application(Guid invitation, int number) => new(number, Noon)
    {
        Invitation = new ApplicationInvitationRecord(invitation, null, ActorRecord.Of(By)),
    };

    private static MemberRecord Applied(Guid invitation, string email) => new()
    {
        Id = Guid.NewGuid(),
        Status = MemberStatus.Pending,
        CreatedAt = Noon,
        Addresses = new Addresses { Login = LoginEmail.Of(EmailAddress.Parse(email)) },
        Applications = [Application(invitation, 1)],
    };

    private static GrainId Key(Guid member) => GrainId.Create(GrainType.Create("member"), GrainIdKeyExtensions.CreateGuidKey(member));

    private async Task<Guid> Add(int uses = 1, DateTimeOffset? expiresAt = null, DateTimeOffset? createdAt = null)
    {
        var made = New(Guid.NewGuid());
        var invitation = made.Invitation with { Uses = uses, ExpiresAt = expiresAt, CreatedAt = createdAt ?? Noon };
        Assert.True(await _store.Invitations.AddInvitations([made with { Invitation = invitation }], 100, Noon.AddDays(-1)));
        return invitation.Id;
    }

    private async Task<Invitation> Find(Guid id) =>
        (await _store.Invitations.ListInvitations(100, null)).Invitations.Single(i => i.Id == id);

    private async Task<bool> Use(Guid invitation, string email)
    {
        var member = Applied(invitation, email);
        try
        {
            await Write(Key(member.Id), new GrainState<MemberRecord>(member));
            return true;
        }
        catch (InvitationUsedUpException)
        {
            return false;
        }
    }

    private Task Write(GrainId key, GrainState<MemberRecord> state) => _store.Records.WriteStateAsync(StateNames.Member, key, state);
}

public sealed class SqliteInvitationStoreTests : InvitationStoreTests
{
    private protected override async Task<TestDatabase> Make() => await SqliteTestDatabase.Make();
}

public sealed class PostgresInvitationStoreTests : InvitationStoreTests
{
    private protected override async Task<TestDatabase> Make() => await PostgresTestDatabase.Make();
}
