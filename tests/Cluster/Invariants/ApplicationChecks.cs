using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>What is true of applications and invitations once nobody works on them any more (admission, section 8).</summary>
internal sealed class ApplicationChecks(ClusterUnderTest cluster, LoadContext context)
{
    private const int Page = 100;

    private const string Left = """
        SELECT m.j ->> 'id' FROM (SELECT convert_from(Payload, 'UTF8')::jsonb AS j FROM GrainRecord
            WHERE StateName = 'member' AND Payload IS NOT NULL) m
        WHERE m.j ->> 'id' = ANY(@ids)
          AND (m.j #> '{addresses,login}' IS NOT NULL OR jsonb_array_length(coalesce(m.j -> 'applications', '[]')) > 0)
        """;

    /// <summary>Checks them.</summary>
    public async Task Check()
    {
        await CountIsLengthOfList();
        await InvitationsAreExact();
        var withdrawn = context.Journal.Withdrawn.ToArray();
        foreach (var row in await cluster.Postgres.Query(Left, ("ids", withdrawn)))
        {
            context.Journal.Violate("I22", $"something is left of {row[0]}, who has withdrawn");
        }
    }

    // Contract I20. Nobody applies meanwhile.
    private async Task CountIsLengthOfList()
    {
        var (length, cursor) = (0, (string?)null);
        do
        {
            var path = $"../applications?limit={Page}{(cursor is null ? "" : $"&cursor={cursor}")}";
            var page = await context.SendUntilAnswered(new Call(HttpMethod.Get, path));
            length += page.Answer!.Body.GetProperty("applications").GetArrayLength();
            cursor = page.Answer.Text("cursor");
        }
        while (cursor is not null);

        var summary = await context.SendUntilAnswered(new Call(HttpMethod.Get, "../applications/summary"));
        var waiting = summary.Answer!.Body.GetProperty("waiting").GetInt32();
        if (waiting != length)
        {
            context.Journal.Violate("I20", $"the summary says that {waiting} wait, and the list has {length}");
        }
    }

    // Contract I21: those who were told nothing may have used one.
    private async Task InvitationsAreExact()
    {
        foreach (var invitation in context.Journal.Invitations)
        {
            var rows = await cluster.Postgres.Query("SELECT Used FROM Invitation WHERE Id = @id", ("id", invitation.Id));
            var used = int.Parse($"{rows.Single()[0]}", System.Globalization.CultureInfo.InvariantCulture);
            if (used < invitation.Admitted || used > Math.Min(Invitation.Uses, invitation.Admitted + invitation.Unknown))
            {
                context.Journal.Violate(
                    "I21",
                    $"{used} of {Invitation.Uses} uses are counted: {invitation.Admitted} are in, {invitation.Unknown} know nothing");
            }

            if (invitation.Refused > 0 && used < Invitation.Uses)
            {
                context.Journal.Violate("I21", $"{invitation.Refused} were refused after {used} of {Invitation.Uses} uses");
            }
        }
    }
}
