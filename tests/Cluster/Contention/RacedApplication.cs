using System.Text.Json;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Contention;

/// <summary>An application that many decide on at once, and its applicant, who tries to get in all the time.</summary>
/// <param name="person">The applicant.</param>
/// <param name="client">Sends the requests.</param>
/// <param name="journal">Learns what must not happen.</param>
/// <param name="random">Decides what the deciders want.</param>
internal sealed class RacedApplication(Person person, RetryingClient client, Journal journal, Random random)
{
    private static readonly string[] Commands = ["approve", "reject", "block"];
    private static readonly string[] CommandsToTheBlocked = ["approve", "reject"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // Sessions and tickets of the applicant, as calls that use them.
    private readonly List<Call> _credentials = [];
    private readonly List<Call> _dead = [];
    private List<Entry> _history = [new("SUBMITTED", "", "")];
    private int _races;

    /// <summary>By the newest answer.</summary>
    public Status Status => person.Status;

    public Person Person => person;

    /// <summary>What was decided, in order.</summary>
    public IEnumerable<string> Acts => _history.Skip(1).Select(h => h.Act);

    /// <summary>How many decisions were told to have changed something.</summary>
    public int Changes { get; private set; }

    /// <summary>How many decisions had another one before them, or the same.</summary>
    public int TooLate { get; private set; }

    /// <summary>How many decisions were tried again since one try had no definite answer.</summary>
    public int Repeated { get; private set; }

    /// <summary>How many sessions and tickets the applicant has lost.</summary>
    public int Dead => _dead.Count;

    /// <summary>
    /// All decide at once, each on the status that they saw before; then the application is as one of them wants it, and all know.
    /// </summary>
    public async Task Race(IReadOnlyList<Decider> deciders)
    {
        var (seen, race) = (Status, ++_races);

        // Of several blocks of who is blocked each takes effect: the newer one may have another end. That is no race.
        var commands = seen == Status.Blocked ? CommandsToTheBlocked : Commands;
        var wishes = deciders.Select(d => new Wish(d, commands[random.Next(commands.Length)], $"{race} {d.Name}")).ToList();
        var deciding = Task.WhenAll(wishes.Select(w => w.Send(client, random, person, seen)));
        do
        {
            await Visit();
            await Task.Delay(Pause);
        }
        while (!deciding.IsCompleted);
        await deciding;

        var (before, shown) = (_history, await Show());
        person.Status = Enum.Parse<Status>(shown.GetProperty("status").GetString()!, ignoreCase: true);
        _history = HistoryOf(shown);
        Compare(before, seen, wishes);
        await Visit();
        if (Status != Status.Active)
        {
            _dead.AddRange(_credentials);
            await ExpectDead(_credentials);
            _credentials.Clear();
        }
    }

    /// <summary>The applicant gets in if they are approved, by no old credential otherwise, and each decision is one event.</summary>
    public async Task CheckAtTheEnd()
    {
        foreach (var endpoint in client.Endpoints)
        {
            var login = await client.Send(Call.Login(person.Email, person.Password), endpoint);
            if (login.Code != Knocking.RefusalOf(Status))
            {
                journal.Violate("I17", $"{person}, who is {Status}, logs in at {endpoint} with {login}");
            }
        }

        await ExpectDead(_dead);
        var events = (await Get($"../members/{person.Id}/events")).GetProperty("events").EnumerateArray()
            .Where(e => e.GetProperty("result").GetString() == "SUCCESS")
            .ToLookup(e => e.GetProperty("type").GetString()!, e => e.GetProperty("count").GetInt32());
        foreach (var act in new[] { "APPROVED", "REJECTED", "BLOCKED" })
        {
            var (entries, written) = (_history.Count(h => h.Act == act), events[$"user_{act}".ToLowerInvariant()].Sum());
            Expect(entries == written, "I19", $"has {entries} times {act} in its history and {written} times in its events");
        }
    }

    // What the deciders were told, against what the history says.
    private void Compare(List<Entry> before, Status seen, List<Wish> wishes)
    {
        var added = _history.Skip(before.Count).ToList();
        Expect(_history.Take(before.Count).SequenceEqual(before), "I19", "has lost a part of its history");
        var effective = wishes.Where(w => LeadsTo(w, seen) is { } next && next != seen).ToList();
        Expect(added.Count == (effective.Count > 0 ? 1 : 0), "I18", $"has {added.Count} more entries after one race");
        var changed = wishes.Where(w => w.HasChanged).ToList();
        Expect(changed.Count <= added.Count, "I18", $"was told {changed.Count} times to be changed, with {added.Count} entries");
        (Changes, TooLate) = (Changes + changed.Count, TooLate + wishes.Count(w => !w.HasChanged));
        Repeated += wishes.Count(w => w.Outcome.WasRepeated);
        var decided = added.Count > 0 ? added[^1] : null;
        if (decided is not null)
        {
            var maker = wishes.SingleOrDefault(w => w.Reason == decided.Reason);
            Expect(
                maker is not null && maker.By.Id == decided.By && maker.Act.Name == decided.Act && effective.Contains(maker),
                "I19",
                $"has an entry that nobody made: {decided}");
            var knows = maker is { HasChanged: true } or { Outcome.WasRepeated: true };
            Expect(knows, "I18", $"was changed by {maker?.Reason}, who was told otherwise");
            Expect(Status == maker?.Next, "I18", $"is {Status} after {decided}");
        }

        foreach (var wish in wishes)
        {
            // What could have changed something did, or met the decision that did. What could not may have come before that.
            var told = wish.Told ?? "";
            var isOfThisRace = decided is not null && told == decided.Reason;
            Expect(
                isOfThisRace || (!effective.Contains(wish) && told == before[^1].Reason),
                "I18",
                $"told {wish.Reason}, who wanted to {wish.Command}, {wish.Outcome.Answer} with the decision of '{told}'; it is {decided}");

            // The application in an answer is read after the decision: where there was nothing to change, another may have been faster.
            var isSame = wish.Shown == LeadsTo(wish, seen)?.ApiName() || (!effective.Contains(wish) && wish.Shown == Status.ApiName());
            Expect(
                wish.Outcome.IsOk ? isSame : wish.Outcome.Answer?.Code == "ALREADY_DECIDED",
                "I18",
                $"answered {wish.Reason}, who wanted to {wish.Command}, with {wish.Outcome.Answer}");
        }
    }

    // To reject who is in or blocked is refused.
    private static Status? LeadsTo(Wish wish, Status seen) =>
        wish.Next == Status.Rejected && seen is not (Status.Pending or Status.Rejected) ? null : wish.Next;

    // Logs in, opens a session and keeps a second ticket unused.
    private async Task Visit()
    {
        for (var i = 0; i < 2; i++)
        {
            var login = await client.SendUntilAnswered(Call.Login(person.Email, person.Password), random);
            if (login.Answer?.Text("session", "token") is not { } ticket)
            {
                return;
            }

            if (i == 1)
            {
                _credentials.Add(Call.Apply(ticket));
            }
            else if ((await client.SendUntilAnswered(Call.Apply(ticket), random)).Answer?.Text("session", "token") is { } session)
            {
                _credentials.Add(Call.Me(session));
            }
        }
    }

    private async Task ExpectDead(IReadOnlyList<Call> credentials)
    {
        foreach (var credential in credentials)
        {
            var outcome = await client.SendUntilAnswered(credential, random);
            if (outcome.IsOk)
            {
                journal.Violate("I17", $"{credential.Path} let {person} in at {outcome.At} after being {Status}");
            }
        }
    }

    private async Task<JsonElement> Show() => (await Get($"../applications/{person.Id}")).GetProperty("application");

    private async Task<JsonElement> Get(string path)
    {
        var outcome = await client.SendUntilAnswered(new Call(HttpMethod.Get, path), random);
        return outcome.IsOk ? outcome.Answer!.Body : throw new InvalidOperationException($"{path} was answered with {outcome.Answer}");
    }

    private void Expect(bool holds, string invariant, string what)
    {
        if (!holds)
        {
            journal.Violate(invariant, $"the application of {person} {what}");
        }
    }

    private static List<Entry> HistoryOf(JsonElement application) =>
    [
        .. application.GetProperty("history").EnumerateArray().Select(h => new Entry(
            h.GetProperty("act").GetString()!,
            h.TryGetProperty("by", out var by) ? by.GetProperty("id").GetString()! : "",
            h.TryGetProperty("reason", out var reason) ? reason.GetString()! : "")),
    ];

    private sealed record Entry(string Act, string By, string Reason);
}
