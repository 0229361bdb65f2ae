using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Members.Tests.Http.Hosting;
using Xunit.Abstractions;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Throttling;

/// <summary>
/// A flood of logins at addresses that nobody has, each a hash of full cost: what does not hash must not wait behind it, and
/// somebody who logs in from elsewhere must not stand at the end of its line (ASVS 5.0, 15.4.4). Alone, because it measures.
/// </summary>
[Trait("Category", "Measured")]
[CollectionDefinition(nameof(FloodTests), DisableParallelization = true), Collection(nameof(FloodTests))]
public sealed class FloodTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Neither_a_session_check_nor_somebody_elses_login_waits_behind_a_flood()
    {
        await using var server = await MembersServer.Start(
        [
            ("Members:BcryptCost", "11"), ("Members:HashQueueLength", "40"), ("Members:Elevate:0", "login"),
            ("Members:VisitorRequestsPerMinute", "100000"),
        ]);
        var person = await server.Register();
        var session = server.Visitor.As($"Bearer {await server.OpenSession(person)}");
        using var end = new CancellationTokenSource();
        var (refused, waits) = (0, new ConcurrentQueue<double>());
        var flood = Enumerable.Range(0, 100).Select(async _ =>
        {
            while (!end.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                var reply = await server.Login(NewEmail(), "not-the-password-77");
                Assert.True(reply.Status is 401 or 503, reply.ToString());
                if (reply.Status == 401)
                {
                    waits.Enqueue(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
                else
                {
                    // Its clients share the machine with the server: turning without a pause they would take the cores themselves.
                    Interlocked.Increment(ref refused);
                    await Task.Delay(250, CancellationToken.None);
                }
            }
        }).ToList();

        var checks = new List<double>();
        var logins = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            logins.Add(await Time(
                async () => (await Elsewhere(server).Post($"{Auth}/login", new { email = person.Email, password = person.Password }))
                .Done()));
            for (var j = 0; j < 40; j++)
            {
                checks.Add(await Time(async () => (await session.Get($"{Auth}/me")).Done()));
            }
        }

        await end.CancelAsync();
        await Task.WhenAll(flood);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"session checks: median {Median(checks):0.0} ms, longest {checks.Max():0} ms; logins from elsewhere: " +
            $"median {Median(logins):0} ms, longest {logins.Max():0} ms; those of the flood: median {Median([.. waits]):0} ms, " +
            $"{refused} refused"));

        // One turn of the flood's, and those two that are being hashed, come before a login from elsewhere; before one of its own it is
        // forty.
        Assert.True(refused > 0, "there was no flood");
        Assert.InRange(Median(checks), 0, 100);
        Assert.InRange(Median(logins), 0, Median([.. waits]) / 2);
    }

    [Fact]
    public async Task Logins_keep_their_share_of_the_cores_when_something_else_takes_all_it_can_get()
    {
        await using var server = await MembersServer.Start([("Members:BcryptCost", "10"), ("Members:HashPatience", "00:01:00")]);
        var person = await server.Register();
        var alone = await LogInOften();
        using var end = new CancellationTokenSource();
        var neighbours = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (!end.IsCancellationRequested)
            {
            }
        })).ToList();
        neighbours.ForEach(n => n.Start());
        var beside = await LogInOften();
        await end.CancelAsync();
        neighbours.ForEach(n => n.Join());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"4 logins: {alone:0} ms, beside busy neighbours {beside:0} ms"));

        // One of two hash threads competes on equal terms with two neighbours a core and has a third of one, the other a twentieth.
        // With spare time alone both would have a hundredth.
        Assert.InRange(beside, 0, alone * 20);

        Task<double> LogInOften() => Time(async () =>
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.Login(person)));
            Assert.All(replies, r => r.Done());
        });
    }

    private static Api Elsewhere(MembersServer server) => server.VisitorFrom(System.Net.IPAddress.Parse("127.7.0.1"));

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<double> Time(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
