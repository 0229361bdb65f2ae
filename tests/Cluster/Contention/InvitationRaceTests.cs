using System.Diagnostics;
using System.Globalization;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Contention;

/// <summary>An invitation with n uses admits n of any number that race, never more (contract I21).</summary>
[Collection(SharedClusterUsers.Name)]
public sealed class InvitationRaceTests(SharedCluster shared, ITestOutputHelper output)
{
    // Of the races beside the kills: so many at a time, each of so many people.
    private const int Lanes = 3, Racers = 15, LeastRaces = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Of_a_thousand_who_race_for_an_invitation_with_five_uses_five_get_in()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        using var client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        var invitation = await RacedInvitation.Make(client);
        var watch = Stopwatch.StartNew();
        await invitation.Race(People(new Population(journal), 1000));
        output.WriteLine(Figures(1, 1000, [invitation], watch));

        Assert.Empty(await RacedInvitation.Violations(cluster.Postgres, [invitation]));
        Assert.Equal(0, await UsesLeft(client, invitation));
        foreach (var (person, first) in invitation.Admitted)
        {
            // Its answer may have been lost: that it has no use left is no reason to refuse the one who has it.
            var again = await invitation.Register(person);
            Assert.True(again.IsOk, $"{again.Answer}");
            Assert.Equal(first.Answer!.Text("member", "id"), again.Answer!.Text("member", "id"));
            Assert.True((await client.SendUntilAnswered(Call.Login(person.Email, person.Password), Random.Shared)).IsOk);
        }

        Assert.Empty(await RacedInvitation.Violations(cluster.Postgres, [invitation]));
        Assert.Empty(journal.Violations);
    }

    [Fact]
    public async Task Who_registers_twice_at_once_under_one_key_uses_an_invitation_once_and_hears_the_same_twice()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        using var client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        var population = new Population(journal);
        var races = new List<RacedInvitation>();
        var watch = Stopwatch.StartNew();
        for (var race = 0; race < LeastRaces; race++)
        {
            client.Copies = 1;
            races.Add(await RacedInvitation.Make(client));
            client.Copies = 2;
            await races[^1].Race(People(population, Racers));
        }

        output.WriteLine(Figures(races.Count, races.Count * Racers, races, watch));
        Assert.Empty(await RacedInvitation.Violations(cluster.Postgres, races));
        Assert.Empty(journal.Violations);
    }

    [Fact]
    public async Task With_silos_killed_no_invitation_admits_too_many_and_nobody_who_was_admitted_is_lost()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        using var client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0 };
        var population = new Population(journal);
        var races = new List<RacedInvitation>();
        var watch = Stopwatch.StartNew();
        var kills = SiloKills.OneAfterAnother(cluster);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async _ =>
        {
            while (!kills.IsCompleted || races.Count < LeastRaces)
            {
                var invitation = await RacedInvitation.Make(client);
                await invitation.Race(People(population, Racers));
                lock (races)
                {
                    races.Add(invitation);
                }

                await Task.Delay(Pause);
            }
        }));
        output.WriteLine($"{await kills} (MEMBERS_SEED={RunOptions.Seed}). {Figures(races.Count, races.Count * Racers, races, watch)}");

        Assert.Empty(await RacedInvitation.Violations(cluster.Postgres, races));
        Assert.Empty(journal.Violations);
        Assert.True(races.Sum(r => r.Repeated) > 0, "No result: the kills have disturbed no registration.");
    }

    private static List<Person> People(Population population, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => population.Invent())];

    private static async Task<int> UsesLeft(RetryingClient client, RacedInvitation invitation)
    {
        var list = await client.SendUntilAnswered(new Call(HttpMethod.Get, "../invitations?limit=100"), Random.Shared);
        var shown = list.Answer!.Body.GetProperty("invitations").EnumerateArray();
        return shown.Single(i => i.GetProperty("id").GetString() == invitation.Id).GetProperty("usesLeft").GetInt32();
    }

    private static string Figures(int races, int registrations, IReadOnlyList<RacedInvitation> of, Stopwatch watch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{races} races, {registrations} registrations, {of.Sum(r => r.Admitted.Count())} admitted, {of.Sum(r => r.Repeated)} repeated, "
        + $"{watch.Elapsed.TotalSeconds:0.0} s");
}
