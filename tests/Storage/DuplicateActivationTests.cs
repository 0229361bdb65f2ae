using System.Collections.Concurrent;
using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Tests.Storage;

/// <summary>
/// Two clusters that know nothing of each other on one database: every grain has two activations, for as long as one
/// likes. What must hold then rests on the rows alone (security finding N9, fault X17).
/// </summary>
public sealed class DuplicateActivationTests(TwoClusters shared) : IClassFixture<TwoClusters>
{
    private const int Rounds = 250;
    private static readonly PlainPassword GoodPassword =
        PlainPassword.TryParse(TestSettings.Password, out var password) ? password : throw new FormatException();

    private readonly ConcurrentBag<string> _conflicts = [];
    private readonly PostgresTestDatabase _database = shared.Database;
    private readonly IReadOnlyList<LoneSilo> _clusters = shared.Clusters;

    [Fact]
    public async Task Of_two_who_change_to_one_address_on_two_sides_one_has_it_and_the_other_is_told_that_it_is_taken()
    {
        await InRounds(async round =>
        {
            var target = EmailAddress.Parse($"m{round}@example.com");
            var members = await Both(c => Registered(c, $"m{round}-{c}@example.com"));
            var changed = await Both(c => Change(c, members[c], target));

            Assert.True(changed.Count(o => o is null) <= 1, "Both have it.");
            Assert.All(changed.OfType<Refusal>(), r => Assert.IsType<Refusal.EmailTaken>(r));
            await OnlyOwner(target, members.Where((_, i) => changed[i] is null));
        });

        Assert.Equal([], await _database.Sql(
            "SELECT KeyText FROM GrainRecord GROUP BY StateName, KeyN0, KeyN1, KeyText, ServiceId HAVING count(*) > 1"));
    }

    // The order of the keys in the trigger is what keeps the two statements from waiting for each other.
    [Fact]
    public async Task Two_who_want_each_others_address_on_two_sides_are_both_told_that_it_is_taken_and_nothing_deadlocks()
    {
        await InRounds(async round =>
        {
            EmailAddress[] addresses = [EmailAddress.Parse($"x{round}@example.com"), EmailAddress.Parse($"y{round}@example.com")];
            var members = await Both(c => Registered(c, addresses[c].Typed));

            // Behind what the indexes know: only the statements themselves meet.
            var writes = await Both(c => Overwrite(members[c], addresses[1 - c]));
            Assert.All(writes, Assert.True);
            await OnlyOwner(addresses[0], [members[0]]);
            await OnlyOwner(addresses[1], [members[1]]);
        }, mustConflict: false);

        Assert.Equal(["0"], await _database.Sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }

    [Fact]
    public async Task Of_two_registrations_of_one_address_one_succeeds_and_has_it()
    {
        await InRounds(async round =>
        {
            var email = EmailAddress.Parse($"r{round}@example.com");
            Guid[] ids = [MemberId.New(), MemberId.New()];
            var registered = await Both(c => Try(
                () => Member(c, ids[c]).Register(new RegisterMember(email, GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private))));
            var winners = ids.Where((_, i) => registered[i]).ToList();

            Assert.True(winners.Count <= 1, "Both have it.");
            foreach (var winner in winners)
            {
                // On either side: what an index remembers decides nothing.
                Assert.All(await Both(c => LogsIn(c, email, winner)), Assert.True);
                await OnlyOwner(email, [winner]);
            }
        });
    }

    [Fact]
    public async Task A_ticket_that_is_redeemed_on_both_sides_opens_one_session()
    {
        await InRounds(async round =>
        {
            var id = MemberId.New();
            Assert.True(await Try(() => Member(0, id).Register(
                new RegisterMember(EmailAddress.Parse($"t{round}@example.com"), GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private))));
            var ticket = (await Member(0, id).IssueSessionTicket()).Value!;
            await Member(1, id).Find();
            var opened = await Both(c => Try(() => Member(c, id).OpenSession(ticket, new SessionOrigin(null, null))));

            Assert.True(opened.Count(o => o) <= 1, "Both have it.");
        });
    }

    // A side that answers from before the other's block: its write is refused, so that no ticket is handed out.
    [Fact]
    public async Task After_a_block_on_one_side_the_other_hands_out_nothing_that_rests_on_what_it_remembers()
    {
        await InRounds(async round =>
        {
            var (id, email) = (MemberId.New(), EmailAddress.Parse($"b{round}@example.com"));
            Assert.True(await Try(
                () => Member(0, id).Register(new RegisterMember(email, GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private))));
            Assert.True(await LogsIn(1, email, id));
            Assert.True((await Again(() => Member(0, id).Block())).Succeeded);

            Assert.False(await Try(() => Member(1, id).Login(new(email, GoodPassword))));
            Assert.False(await Try(() => Member(1, id).IssueSessionTicket()));
        });
    }

    private IMemberGrain Member(int cluster, Guid id) => _clusters[cluster].Grains.GetGrain<IMemberGrain>(id);

    private async Task InRounds(Func<int, Task> round, bool mustConflict = true)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Rounds), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await round(i));

        // Had they never met, this would have shown nothing.
        Assert.True(!mustConflict || _conflicts.Count >= 5, $"Only {_conflicts.Count} conflicts in {Rounds} rounds.");
    }

    private async Task<Guid> Registered(int cluster, string address)
    {
        var id = MemberId.New();
        var command = new RegisterMember(EmailAddress.Parse(address), GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private);
        Assert.True((await Member(cluster, id).Register(command)).Succeeded);
        return id;
    }

    private async Task<Refusal?> Change(int cluster, Guid member, EmailAddress to)
    {
        try
        {
            var refusal = (await Member(cluster, member).ChangeLoginEmail(new ChangeLoginEmail(to, false))).Refusal;
            if (refusal is not null)
            {
                _conflicts.Add("address");
            }

            return refusal;
        }
        catch (StorageUnavailableException)
        {
            _conflicts.Add("member");
            return new Refusal.EmailTaken();
        }
    }

    /// <summary>Stores a member's record with another address; true when the statement failed because that has an owner.</summary>
    private async Task<bool> Overwrite(Guid member, EmailAddress to)
    {
        await using var store = await _database.Open();
        var read = await store.Read<MemberRecord>(StateNames.Member, Store.Member(member));
        var moved = read.State! with { Addresses = read.State.Addresses with { Login = LoginEmail.Of(to) } };
        return await Assert.ThrowsAsync<AddressTakenException>(
            () => store.Write(StateNames.Member, Store.Member(member), moved, read.ETag)) is not null;
    }

    private async Task OnlyOwner(EmailAddress address, IEnumerable<Guid> owners) => Assert.Equal(
        owners.Select(o => o.ToString()),
        await _database.Sql(
            "SELECT m.MemberId FROM OwnedAddress o JOIN MemberEntry m USING (ServiceId, KeyN0, KeyN1) WHERE o.LoginKey = @p0",
            LoginKey.For(address).Value));

    private async Task<bool> Try<T>(Func<Task<Outcome<T>>> call)
        where T : class
    {
        try
        {
            return (await call()).Succeeded;
        }
        catch (StorageUnavailableException)
        {
            _conflicts.Add("member");
            return false;
        }
    }

    private async Task<bool> LogsIn(int cluster, EmailAddress email, Guid member) =>
        (await Again(() => _clusters[cluster].Grains.GetMembers().Login(new LogIn(email, GoodPassword)))).Value?.Member.Id == member;

    // A conflict drops the activation that lost: the next call reads.
    private async Task<T> Again<T>(Func<Task<T>> call)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (StorageUnavailableException) when (attempt < 5)
            {
                _conflicts.Add("again");
            }
        }
    }

    private static async Task<T[]> Both<T>(Func<int, Task<T>> call) => await Task.WhenAll(call(0), call(1));
}
