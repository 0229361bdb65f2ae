using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>What the database itself must say.</summary>
internal static class Rows
{
    private const string Members = """
        WITH member AS (
            SELECT KeyN0, KeyN1, convert_from(Payload, 'UTF8')::jsonb AS j FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL),
        held AS (
            SELECT KeyText, convert_from(Payload, 'UTF8')::jsonb AS j FROM GrainRecord WHERE StateName = 'login-index' AND Payload IS NOT NULL)
        """;

    private static readonly (string Invariant, string What, string Sql)[] Always =
    [
        ("I1", "several rows for one record", "SELECT StateName, KeyN0, KeyN1, KeyText FROM GrainRecord GROUP BY ServiceId, StateName, KeyN0, KeyN1, KeyText HAVING count(*) > 1"),
        ("I1", "an address that several members have joined with", Members + " SELECT j #>> '{login,key}' FROM member WHERE NOT j ? 'joiningSince' AND j ->> 'status' <> 'none' GROUP BY 1 HAVING count(*) > 1"),
        ("I4", "a blocked member with sessions", Members + " SELECT j ->> 'id' FROM member WHERE j ->> 'status' = 'blocked' AND jsonb_array_length(coalesce(j -> 'sessions', '[]')) > 0"),
    ];

    private static readonly (string Invariant, string What, string Sql)[] Settled =
    [
        ("I3", "an address held by a member who does not have it and is not about to", Members + """
             SELECT h.KeyText FROM held h WHERE h.j ->> 'state' = 'held' AND NOT EXISTS (
                SELECT 1 FROM member m WHERE m.j ->> 'id' = h.j ->> 'memberId'
                AND h.KeyText IN (m.j #>> '{login,key}', m.j #>> '{moving,to,key}', m.j #>> '{leaving,key}'))
            """),
        ("I6", "a member whose address the index does not hold for them", Members + """
             SELECT m.j ->> 'id' FROM member m WHERE NOT m.j ? 'joiningSince' AND m.j #>> '{login,key}' IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM held h WHERE h.KeyText = m.j #>> '{login,key}' AND h.j ->> 'state' = 'held' AND h.j ->> 'memberId' = m.j ->> 'id')
            """),
    ];

    /// <summary>What must be so at every moment.</summary>
    public static Task Check(Postgres postgres, Journal journal) => Check(postgres, journal, Always);

    /// <summary>What must be so a minute after the last fault.</summary>
    public static Task CheckSettled(Postgres postgres, Journal journal) => Check(postgres, journal, [.. Always, .. Settled]);

    private static async Task Check(Postgres postgres, Journal journal, IEnumerable<(string Invariant, string What, string Sql)> rules)
    {
        foreach (var (invariant, what, sql) in rules)
        {
            var rows = await postgres.Query(sql);
            if (rows.Count > 0)
            {
                journal.Break(invariant, $"the database has {rows.Count} times {what}, such as {string.Join(' ', rows[0])}");
            }
        }
    }
}
