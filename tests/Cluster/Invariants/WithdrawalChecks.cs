using System.Text.RegularExpressions;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>Who has withdrawn is gone, and a line of the audit log says so (contract I22).</summary>
internal sealed partial class WithdrawalChecks(ClusterUnderTest cluster, LoadContext context)
{
    // A silo that is killed may not have written its last lines.
    private static readonly TimeSpan Unwritten = TimeSpan.FromSeconds(2);

    private const string Left = """
        SELECT 'record', j ->> 'id' FROM (
            SELECT convert_from(Payload, 'UTF8')::jsonb AS j FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL) m
        WHERE j ->> 'id' = ANY (@ids) AND (j ->> 'deletedAt' IS NULL OR j #> '{addresses,login}' IS NOT NULL
            OR j #> '{credentials,password}' IS NOT NULL OR jsonb_array_length(
                coalesce(j -> 'applications', '[]') || coalesce(j -> 'tokens', '[]') || coalesce(j -> 'outbox', '[]')) > 0)
        UNION ALL SELECT 'entry', MemberId FROM AdmissionEntry WHERE MemberId = ANY (@ids)
        UNION ALL SELECT 'member', MemberId FROM MemberEntry WHERE MemberId = ANY (@ids) AND (Email <> '' OR LoginKey <> '')
        UNION ALL SELECT 'address', e FROM unnest(@emails) e
        WHERE EXISTS (SELECT FROM GrainRecord WHERE position(e IN convert_from(Payload, 'UTF8')) > 0)
           OR EXISTS (SELECT FROM AdmissionEntry WHERE position(e IN Search) > 0)
           OR EXISTS (SELECT FROM MemberEntry WHERE Email = e)
        """;

    public async Task Check()
    {
        var gone = context.Journal.Withdrawn.ToList();
        var ids = gone.Select(w => w.Person.Id).ToArray();
        var emails = gone.Where(w => !w.IsFollowed).Select(w => w.Person.Email).ToArray();
        foreach (var row in await cluster.Postgres.Query(Left, ("ids", ids), ("emails", emails)))
        {
            context.Journal.Violate("I22", $"somebody has withdrawn, and this is left: {row[0]} {row[1]}");
        }

        var told = AuditLines();
        foreach (var withdrawal in gone.Where(w => !told.Contains(w.Person.Id) && !MayBeUnwritten(w)))
        {
            context.Journal.Violate("I22", $"no line of the audit log says that {withdrawal.Person} was deleted");
        }

        foreach (var withdrawal in gone.Where(w => !w.IsFollowed))
        {
            await Withdrawing.Follow(context, withdrawal.Person);
        }
    }

    private bool MayBeUnwritten(Withdrawal withdrawal) => withdrawal.WasRepeated
        || cluster.Nodes.SelectMany(n => n.Kills).Any(k => k > withdrawal.At - Unwritten && k < withdrawal.At + Unwritten);

    private HashSet<string> AuditLines()
    {
        var ids = new HashSet<string>();
        foreach (var silo in cluster.Silos)
        {
            using var reader = new StreamReader(new FileStream(silo.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            while (reader.ReadLine() is { } line)
            {
                if (Deleted().Match(line) is { Success: true } match)
                {
                    ids.Add(match.Groups[1].Value);
                }
            }
        }

        return ids;
    }

    [GeneratedRegex(@"user_deleted SUCCESS by \S+ on member:([0-9a-f-]{36})")]
    private static partial Regex Deleted();
}
