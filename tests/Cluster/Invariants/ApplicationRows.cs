using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>
/// What was acknowledged of applications, decisions and invitations, against the rows of the database, while nobody works on them.
/// </summary>
internal sealed class ApplicationRows(ClusterUnderTest cluster, LoadContext context)
{
    // What was under way when its client gave up may be stored a moment later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>What became of operations of unknown outcome, by the last check.</summary>
    public (int Happened, int All) Unknown { get; private set; }

    /// <summary>Checks them.</summary>
    /// <param name="people">Everybody who has applied and has not withdrawn.</param>
    /// <param name="withMail">Whether also the mails that tell the decisions.</param>
    public async Task Check(IReadOnlyList<Person> people, bool withMail)
    {
        IReadOnlyList<Violation> violations = [];
        await Eventually.Within(Patience, async () =>
        {
            violations = await Find(people, withMail);
            await Task.Delay(violations.Count > 0 ? Pause : TimeSpan.Zero);
            return violations.Count == 0;
        });
        foreach (var (invariant, what) in violations)
        {
            context.Journal.Violate(invariant, what);
        }
    }

    private async Task<IReadOnlyList<Violation>> Find(IReadOnlyList<Person> people, bool withMail)
    {
        var stored = await StoredApplication.ReadAll(cluster.Postgres);
        var known = people.Where(p => p.Id.Length > 0).ToList();
        var unknown = known.Where(p => p.Indeterminate is not null).ToList();
        Unknown = (unknown.Count(p => !stored.TryGetValue(p.Id, out var row) || !p.Application!.Is(row.History)), unknown.Count);
        return
        [
            .. known.SelectMany(p => stored.TryGetValue(p.Id, out var row) ? Compare(p, row, withMail) : Lost(p)),
            .. await InvitationsOf(people, stored),
        ];
    }

    private static IEnumerable<Violation> Lost(Person person) => person.Indeterminate is { Existence: true }
        ? []
        : [new Violation("I2", $"the application of {person} was acknowledged, and is not stored")];

    private IEnumerable<Violation> Compare(Person person, StoredApplication row, bool withMail)
    {
        var application = person.Application!;
        if (person.Indeterminate is null && row.Status != person.Status.ApiName())
        {
            yield return new Violation("I2", $"{person} was {person.Status} by the last answer, and is {row.Status} in the database");
        }

        if (!application.Fits(row.History))
        {
            yield return new Violation(
                "I19", $"the history of {person} is {string.Join(", ", row.History)}; told was {string.Join(", ", application.Acts)}");
        }

        if (!row.SaysWhoAndWhen)
        {
            yield return new Violation("I19", $"the history of {person} does not say who has decided, and when");
        }

        if (row.Answer != application.Answer || row.Invitation != application.Invitation?.Id)
        {
            yield return new Violation("I2", $"{person} has applied with other answers, or another invitation, than is stored");
        }

        foreach (var wrong in withMail ? new DecisionMails(context.Mail).Find(person, row) : [])
        {
            yield return new Violation("I19", wrong);
        }
    }

    // Contract I21: each use is somebody who is stored or has withdrawn, and each who was told to be in has one.
    private async Task<IEnumerable<Violation>> InvitationsOf(
        IReadOnlyList<Person> people, IReadOnlyDictionary<string, StoredApplication> stored)
    {
        var ids = context.Journal.Invitations.Select(i => i.Id).ToArray();
        var rows = await cluster.Postgres.Query("SELECT Id, Used FROM Invitation WHERE Id = ANY (@ids)", ("ids", ids));
        var counted = rows.ToDictionary(r => (string)r[0]!, r => (int)r[1]!);
        var users = stored.Values.ToLookup(s => s.Invitation);
        var gone = context.Journal.Withdrawn.Select(w => w.Person)
            .Concat(people.Where(p => p.Indeterminate?.Existence == true && p.Id.Length > 0 && !stored.ContainsKey(p.Id)))
            .ToLookup(p => p.Application!.Invitation);
        return context.Journal.Invitations.SelectMany(i => Uses(i, counted[i.Id], users[i.Id].Count() + gone[i].Count()));
    }

    private static IEnumerable<Violation> Uses(Invitation invitation, int used, int users)
    {
        var heard = $"{invitation.Admitted} were told to be in, {invitation.Unknown} were told nothing, {invitation.Refused} are refused";
        if (used != users || used > Invitation.Uses || used < invitation.Admitted || used > invitation.Admitted + invitation.Unknown)
        {
            yield return new Violation("I21", $"of {Invitation.Uses} uses {used} are counted, and {users} people have one: {heard}");
        }

        if (invitation.Refused > 0 && used < Invitation.Uses)
        {
            yield return new Violation("I21", $"somebody was refused for {used} of {Invitation.Uses} uses: {heard}");
        }
    }
}
