using System.Collections.Concurrent;
using Members.Accounts;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Tests.Storage;

/// <summary>
/// Two clusters that know nothing of each other on one database: every grain has two activations, for as long as one
/// likes. What must hold then rests on the rows alone (security finding N9, fault X17).
/// </summary>
public sealed class DuplicateActivationTests : IAsyncLifetime
{
    private const int Rounds = 400;
    private static readonly PlainPassword GoodPassword = PlainPassword.TryParse("tin-wolf-harbour-41", out var password) ? password : throw new FormatException();
    private readonly ConcurrentBag<string> _conflicts = [];
    private PostgresTestDatabase _database = null!;
    private LoneSilo[] _clusters = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresTestDatabase.Make();
        _clusters = [await LoneSilo.Start(_database, "here"), await LoneSilo.Start(_database, "there")];
    }

    public async Task DisposeAsync()
    {
        foreach (var cluster in _clusters)
        {
            await cluster.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_claims_of_one_address_one_is_told_that_it_has_it_and_neither_side_names_another()
    {
        await InRounds(async round =>
        {
            var index = LoginKey.For(EmailAddress.Parse($"m{round}@example.com")).Value;
            Guid[] members = [Guid.NewGuid(), Guid.NewGuid()];
            var won = await Both(c => Claim(_clusters[c].Grains.GetGrain<ILoginIndexGrain>(index), members[c]));

            Assert.True(won.Count(w => w) <= 1, "Both have it.");
            foreach (var (_, winner) in won.Zip(members).Where(x => x.First))
            {
                // One side may not have heard of it yet, but neither may name another.
                var holders = await Both(c => Again(() => _clusters[c].Grains.GetGrain<ILoginIndexGrain>(index).Resolve().AsTask()));
                Assert.All(holders.OfType<Guid>(), h => Assert.Equal(winner, h));
                Assert.Equal([winner.ToString()], await _database.Sql("SELECT MemberId FROM AddressHolder WHERE LoginKey = @p0", index));
            }
        });

        Assert.Equal([], await _database.Sql("SELECT KeyText FROM GrainRecord GROUP BY StateName, KeyN0, KeyN1, KeyText, ServiceId HAVING count(*) > 1"));
    }

    [Fact]
    public async Task Of_two_registrations_of_one_address_one_succeeds_and_has_it()
    {
        await InRounds(async round =>
        {
            var email = EmailAddress.Parse($"r{round}@example.com");
            Guid[] ids = [MemberId.New(), MemberId.New()];
            var registered = await Both(c => Try(() => Member(c, ids[c]).Register(new RegisterMember(email, GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private))));
            var winners = ids.Where((_, i) => registered[i]).ToList();

            Assert.True(winners.Count <= 1, "Both have it.");
            foreach (var winner in winners)
            {
                // The side that lost may not have heard of the end of it.
                Assert.Contains(true, await Both(c => LogsIn(c, email, winner)));
                Assert.Equal([winner.ToString()], await _database.Sql("SELECT MemberId FROM AddressHolder WHERE LoginKey = @p0", LoginKey.For(email).Value));
            }
        });
    }

    [Fact]
    public async Task A_ticket_that_is_redeemed_on_both_sides_opens_one_session()
    {
        await InRounds(async round =>
        {
            var id = MemberId.New();
            Assert.True(await Try(() => Member(0, id).Register(new RegisterMember(EmailAddress.Parse($"t{round}@example.com"), GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private))));
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
            Assert.True(await Try(() => Member(0, id).Register(new RegisterMember(email, GoodPassword, ContactInfo.Empty, ProfilePrivacy.Private))));
            Assert.True(await LogsIn(1, email, id));
            Assert.True((await Again(() => Member(0, id).Block())).Succeeded);

            Assert.False(await Try(() => Member(1, id).Login(new(email, GoodPassword))));
            Assert.False(await Try(() => Member(1, id).IssueSessionTicket()));
        });
    }

    private IMemberGrain Member(int cluster, Guid id) => _clusters[cluster].Grains.GetGrain<IMemberGrain>(id);

    private async Task InRounds(Func<int, Task> round)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Rounds), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await round(i));

        // Had they never met, this would have shown nothing.
        Assert.True(_conflicts.Count >= 5, $"Only {_conflicts.Count} conflicts in {Rounds} rounds.");
    }

    private async Task<bool> Claim(ILoginIndexGrain index, Guid member)
    {
        try
        {
            return await index.Claim(member, member) && await index.Confirm(member, member);
        }
        catch (StorageUnavailableException)
        {
            _conflicts.Add("claim");
            return false;
        }
    }

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
        await Again(() => _clusters[cluster].Grains.GetGrain<ILoginIndexGrain>(LoginKey.For(email).Value).Resolve().AsTask()) == member
        && (await Again(() => Member(cluster, member).Login(new(email, GoodPassword)))).Succeeded;

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
