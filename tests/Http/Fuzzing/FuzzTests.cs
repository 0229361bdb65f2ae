using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;
using Xunit.Abstractions;

namespace Members.Tests.Http.Fuzzing;

/// <summary>
/// Every operation of the description, called with what the description allows and with what it does not. A failure says
/// its seed: <c>CsCheck_Seed=...</c> in the environment draws that call first. MEMBERS_FUZZ_CALLS makes the run longer.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Callers = 4, FewestEach = 10, MostSound = 500, SkippedUpTo = 60_000;

    // Nothing that is asked for here takes long: one that does not answer has hung.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly int Calls = int.Parse(
        Environment.GetEnvironmentVariable("MEMBERS_FUZZ_CALLS") ?? "4000", CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, int>> _statuses = new();
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start(
        [("Members:HashQueueLength", "1000"), ("Members:UndoWindow", "00:01:00")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Whatever_is_sent_the_answer_is_one_that_the_description_declares_and_never_a_fault_of_the_server()
    {
        var world = new World(_server);
        await world.Begin();
        var answers = new DescribedAnswer(new Grammar(_server.Description.Document));

        await Call.Of(_server.Description).SampleAsync(
            call => Check(call, world, answers), output.WriteLine, iter: Calls, threads: Callers, print: call => call.ToString());

        var slow = await Tried(world, answers);
        foreach (var (operation, statuses) in _statuses.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{operation}: {string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} x {s.Key}"))}");
        }

        (await _server.Visitor.Get("/health/ready")).Done();
        Assert.DoesNotContain("failed unexpectedly", _server.Log.Text, StringComparison.Ordinal);
        Assert.All(Operations.All.Where(o => o.Described), o => Assert.True(
            Count(o.Name) >= FewestEach, $"{o.Name} was called {Count(o.Name)} times only."));

        Assert.True(slow.Length == 0, $"{string.Join(", ", slow)} never succeeded.");
    }

    // A generator that draws nothing but rubbish would find nothing: each operation succeeds too, by chance or by sound calls until one
    // does. (A mailed link, a decision to undo, a question and a text to agree to are not drawn.) The names of those that never do.
    private async Task<string[]> Tried(World world, DescribedAnswer answers)
    {
        foreach (var operation in _server.Description.Operations.Where(o => !IsNotDrawn(o.Path)))
        {
            await world.Open(toWait: operation.Path.StartsWith("/v1/applications", StringComparison.Ordinal));
            if (operation.Path.StartsWith("/v1/imports/", StringComparison.Ordinal))
            {
                await world.Import(isFinished: operation.Path.EndsWith("/invite", StringComparison.Ordinal));
            }

            var sound = Call.Sound(operation, _server.Description);
            for (var left = MostSound; left > 0 && !Succeeded(NameOf(operation)); left--)
            {
                await Check(sound.Single(), world, answers);
            }
        }

        return [.. Operations.All.Where(o => o.Described && !IsNotDrawn(o.Path) && !Succeeded(o.Name)).Select(o => o.Name)];
    }

    private async Task Check(Call call, World world, DescribedAnswer answers)
    {
        var path = world.Filled(call.Path);
        var reply = await Send(call, path, world).WaitAsync(Patience);

        Assert.True(reply.Status < 500, reply.ToString());
        _statuses.GetOrAdd(NameOf(call.Operation), _ => new()).AddOrUpdate(reply.Status, 1, (_, n) => n + 1);

        // An id that is no segment leads to another address, which has its own declarations.
        if (call.Operation.Pattern.IsMatch(new Uri(new Uri(_server.Url), path).AbsolutePath)
            && call.Operation.Statuses.Contains(reply.Status))
        {
            answers.Check(call.Operation, reply);
        }

        await world.Learn(call, reply);
    }

    private static Task<Reply> Send(Call call, string path, World world)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Operation.Method), path);
        if (call.Bytes(world.Filled) is { } bytes)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", call.ContentType);

            // The server hangs up behind a body that is too large to be skipped: nobody else is to be on that connection.
            request.Headers.ConnectionClose = bytes.Length > SkippedUpTo;
        }

        if (call.Header is { } header)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return world.As(call.Caller).Send(request);
    }

    private static string NameOf(Description.Operation operation) => $"{operation.Method} {operation.Path}";

    private static bool IsNotDrawn(string path) =>
        path.EndsWith("/set-password", StringComparison.Ordinal) || path.EndsWith("/undo", StringComparison.Ordinal)
        || path.EndsWith("/reply", StringComparison.Ordinal) || path.EndsWith("/consents", StringComparison.Ordinal);

    private bool Succeeded(string operation) => _statuses.TryGetValue(operation, out var statuses) && statuses.ContainsKey(200);

    private int Count(string operation) => _statuses.TryGetValue(operation, out var statuses) ? statuses.Values.Sum() : 0;
}
