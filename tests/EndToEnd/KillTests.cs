using System.Collections.Concurrent;
using System.Net;

namespace Members.Tests.EndToEnd;

/// <summary>
/// The process is killed at a random moment under load, and everything that it answered must still be true. The next process's clock
/// is a minute ahead, so that what a minute mends is mended at once.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Clients = 12;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Members__BootstrapApiKey"] = TestSettings.ApiKey,
        ["Members__HashPatience"] = "00:01:00", // a machine that is busy is no reason to be refused here
    };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task After_a_kill_in_a_burst_of_registrations_every_acknowledged_one_logs_in_and_no_address_is_stuck()
    {
        var acknowledged = new ConcurrentBag<string>();
        var unknown = new ConcurrentBag<string>();
        await using (var product = await MembersProcess.Start(_directory.Path, Settings))
        {
            using var site = new Site(product.Url, TestSettings.ApiKey);
            var enough = new TaskCompletionSource();
            var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
            {
                for (var n = 0; ; n++)
                {
                    var email = $"c{client}-{n}@example.com";
                    if (await site.Register(email, Password(email)) is not { } answer)
                    {
                        unknown.Add(email);
                        return;
                    }

                    Assert.Equal(HttpStatusCode.OK, answer.Status);
                    acknowledged.Add(email);
                    if (acknowledged.Count >= 150)
                    {
                        enough.TrySetResult();
                    }
                }
            })).ToList();
            await enough.Task.WaitAsync(Minute);
            await product.Kill();
            await Task.WhenAll(clients);
        }

        await using var again = await MembersProcess.Start(_directory.Path, Settings, ahead: Minute);
        using var visitor = new Site(again.Url, TestSettings.ApiKey);
        foreach (var email in acknowledged)
        {
            Assert.True(await visitor.CanLogIn(email, Password(email)), $"{email} was acknowledged and is lost.");
        }

        // Held by the member who was being registered, or free for the next after a minute, and without hands (I3).
        foreach (var email in unknown)
        {
            await Eventually.Holds(
                async () => await visitor.CanLogIn(email, Password(email))
                    || (await visitor.Register(email, Password(email)))?.Status == HttpStatusCode.OK,
                () => $"{email} is stuck. {again.Output}",
                Minute);
        }

        Assert.Equal(Clients, unknown.Count);
    }

    [Fact]
    public async Task After_a_kill_in_a_burst_of_address_changes_each_member_logs_in_with_exactly_one_address_and_no_other_is_stuck()
    {
        var current = new string[Clients];
        var next = new string[Clients];
        await using (var product = await MembersProcess.Start(_directory.Path, Settings))
        {
            using var site = new Site(product.Url, TestSettings.ApiKey);
            var changes = 0;
            var enough = new TaskCompletionSource();
            var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
            {
                current[client] = $"m{client}-0@example.com";
                var registered = await site.Register(current[client], Password($"m{client}"));
                var id = registered!.Value.Body.GetProperty("member").GetProperty("id").GetString()!;
                for (var n = 1; ; n++)
                {
                    next[client] = $"m{client}-{n}@example.com";
                    if (await site.ChangeEmail(id, next[client]) is not { } answer)
                    {
                        return;
                    }

                    Assert.Equal(HttpStatusCode.OK, answer.Status);
                    current[client] = next[client];
                    if (Interlocked.Increment(ref changes) >= 100)
                    {
                        enough.TrySetResult();
                    }
                }
            })).ToList();
            await enough.Task.WaitAsync(Minute);
            await product.Kill();
            await Task.WhenAll(clients);
        }

        await using var again = await MembersProcess.Start(_directory.Path, Settings, ahead: Minute);
        using var visitor = new Site(again.Url, TestSettings.ApiKey);
        for (var client = 0; client < Clients; client++)
        {
            var (old, changed, password) = (current[client], next[client], Password($"m{client}"));
            var byOld = await visitor.CanLogIn(old, password);
            var byNew = await visitor.CanLogIn(changed, password);
            Assert.True(byOld ^ byNew, $"{old}: {byOld}, {changed}: {byNew}");
        }

        // The address that a member did not end with is free after a minute. What a settled change left behind too.
        for (var client = 0; client < Clients; client++)
        {
            var (old, changed, password) = (current[client], next[client], Password($"m{client}"));
            await Eventually.Holds(
                async () =>
                {
                    var other = await visitor.CanLogIn(old, password) ? changed : old;
                    return (await visitor.Register(other, "somebody else's password"))?.Status == HttpStatusCode.OK;
                },
                () => $"One of {old} and {changed} is stuck. {again.Output}",
                Minute);
        }
    }

    private static string Password(string of) => $"the password of {of}";
}
