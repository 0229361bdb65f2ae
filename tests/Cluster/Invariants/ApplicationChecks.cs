using System.Text.Json;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>What is true of applications and invitations at the end, when nobody works on them any more (admission, section 8).</summary>
internal sealed class ApplicationChecks(ClusterUnderTest cluster, LoadContext context)
{
    private const int Page = 100, Asked = 60, AtOnce = 6;
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = AtOnce };
    private readonly ApplicationRows _rows = new(cluster, context);

    private List<Person> Applicants => [.. context.Journal.People.Values.Where(p => p.Application is not null)];

    /// <summary>Checks the rows alone.</summary>
    public Task CheckRows() => _rows.Check(Applicants, withMail: false);

    /// <summary>Checks all of it.</summary>
    /// <param name="approver">Who is told how many wait.</param>
    /// <returns>What there was, for a person to read.</returns>
    public async Task<string> Check(Approver approver)
    {
        // Somebody new waits, so that there is a mail to the approver once more.
        var digest = new DigestChecks(context, approver);
        await Applying.Wait(context);
        var people = Applicants;
        await _rows.Check(people, withMail: true);
        var certain = people.FindAll(p => p.Id.Length > 0 && p.Indeterminate is null);
        var told = digest.Expect(await CountIsLengthOfList(certain));
        var asked = certain.OrderBy(_ => context.Random.Next()).Take(Asked);
        await Parallel.ForEachAsync(asked, Parallelism, async (p, _) => await ShowsWhatWasTold(p));
        await new WithdrawalChecks(cluster, context).Check();
        await told;
        return $"{Figures(people)}; {approver.Mails.Count()} mails about those who wait";
    }

    // Contract I20, and nobody who waits is missing in the list.
    private async Task<int> CountIsLengthOfList(IReadOnlyList<Person> people)
    {
        var waiting = (await Get("/summary")).Body.GetProperty("waiting").GetInt32();
        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Get($"?limit={Page}{(cursor is null ? "" : $"&cursor={cursor}")}");
            listed.AddRange(page.Body.GetProperty("applications").EnumerateArray().Select(a => a.GetProperty("id").GetString()!));
            cursor = page.Text("cursor");
        }
        while (cursor is not null);

        var ids = listed.ToHashSet();
        if (waiting != listed.Count || ids.Count != listed.Count)
        {
            context.Journal.Violate("I20", $"the summary has {waiting} who wait, and the list {listed.Count}, of which {ids.Count} differ");
        }

        foreach (var person in people.Where(p => ids.Contains(p.Id) != (p.Status == Status.Pending)))
        {
            var (invariant, isThere) = ids.Contains(person.Id) ? ("I20", "is") : ("I2", "is not");
            context.Journal.Violate(invariant, $"{person}, who is {person.Status}, {isThere} in the list of those who wait");
        }

        return listed.Count;
    }

    private async Task ShowsWhatWasTold(Person person)
    {
        var application = (await Get($"/{person.Id}")).Body.GetProperty("application");
        var history = application.GetProperty("history").EnumerateArray().Select(StoredApplication.TextOf).ToList();
        if (!person.Application!.Fits(history) || !IsLastDecision(application, person.Application.Standing))
        {
            context.Journal.Violate("I19", $"the API shows of {person} {string.Join(", ", history)}, and the decision {application}");
        }
    }

    private static bool IsLastDecision(JsonElement application, IReadOnlyList<Act> standing) =>
        application.TryGetProperty("decision", out var decision)
            ? decision.GetProperty("outcome").GetString() == standing[^1].Name
            : standing.Count == 1;

    private async Task<Answer> Get(string path)
    {
        var call = new Call(HttpMethod.Get, $"../applications{path}");
        var answer = await new PersonChecks(context).Answer(call, context.Client.Next());
        return answer.IsOk ? answer : throw new InvalidOperationException($"I2: {call.Path} was answered with {answer}");
    }

    private string Figures(IReadOnlyList<Person> people)
    {
        var (journal, unknown) = (context.Journal, people.Count(p => p.Id.Length == 0));
        return $"{journal.Count("apply")} applications, {journal.Count("decide")} decisions, {journal.Count("undo")} undone, "
            + $"{journal.Withdrawn.Count} withdrawn, {journal.Invitations.Count} invitations with "
            + $"{journal.Invitations.Sum(i => i.Admitted)} uses, {journal.Count("used up")} too late; {unknown} applications and "
            + $"{_rows.Unknown.All} changes of unknown outcome, of which {_rows.Unknown.Happened} have happened";
    }
}
