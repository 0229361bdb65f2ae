using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>What must be true of the rows in the database at every moment, since each operation is one commit.</summary>
internal static class RowChecks
{
    private const string Named = """
        WITH member AS (
            SELECT ServiceId, KeyN0, KeyN1, convert_from(Payload, 'UTF8')::jsonb AS j
            FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL),
        named AS (
            SELECT ServiceId, KeyN0, KeyN1, j #>> '{addresses,login,key}' AS LoginKey
            FROM member WHERE j #>> '{addresses,login,key}' IS NOT NULL
            UNION
            SELECT ServiceId, KeyN0, KeyN1, a #>> '{login,key}' FROM member, jsonb_array_elements(j #> '{addresses,reserved}') a)
        """;

    private static readonly (string Invariant, string What, string Sql)[] Rules =
    [
        ("I1", "several rows for one record", """
            SELECT StateName, KeyN0, KeyN1, KeyText FROM GrainRecord
            GROUP BY ServiceId, StateName, KeyN0, KeyN1, KeyText HAVING count(*) > 1
            """),
        ("I1", "an address that several members have", $"""
            {Named} SELECT LoginKey FROM named GROUP BY ServiceId, LoginKey HAVING count(*) > 1
            """),
        ("I3", "an address that is owned by a member who does not have it", $"""
            {Named} SELECT o.LoginKey FROM OwnedAddress o WHERE NOT EXISTS (
                SELECT 1 FROM named n
                WHERE (n.ServiceId, n.LoginKey, n.KeyN0, n.KeyN1) = (o.ServiceId, o.LoginKey, o.KeyN0, o.KeyN1))
            """),
        ("I6", "a member who does not own an address of theirs", $"""
            {Named} SELECT n.LoginKey FROM named n WHERE NOT EXISTS (
                SELECT 1 FROM OwnedAddress o
                WHERE (o.ServiceId, o.LoginKey, o.KeyN0, o.KeyN1) = (n.ServiceId, n.LoginKey, n.KeyN0, n.KeyN1))
            """),
        ("I4", "a blocked member with sessions", $"""
            {Named} SELECT j ->> 'id' FROM member
            WHERE j ->> 'status' = 'blocked' AND jsonb_array_length(coalesce(j -> 'sessions', '[]')) > 0
            """),
        ("I17", "somebody who waits or was rejected, with something that lets them in", $"""
            {Named} SELECT j ->> 'id' FROM member
            WHERE j ->> 'status' IN ('pending', 'rejected') AND (jsonb_array_length(coalesce(j -> 'sessions', '[]')) > 0
                OR EXISTS (SELECT 1 FROM jsonb_array_elements(j -> 'tokens') t
                    WHERE t ->> 'fate' IS NULL AND (t ->> 'purpose' IN ('sessionTicket', 'authorizationCode')
                        OR t ->> 'purpose' = 'approval' AND j ->> 'status' = 'rejected')))
            """),
        ("I19", "a member whose newest decision is not the last of the history, or not theirs", $"""
            {Named} SELECT j ->> 'id' FROM (SELECT j, j -> 'applications' -> -1 AS a FROM member) m
            WHERE a IS NOT NULL AND (j ->> 'status' = 'rejected') <> coalesce(a -> 'decision' ->> 'outcome' = 'rejected', false)
               OR a -> 'decision' IS NOT NULL AND NOT a -> 'history' @> jsonb_build_array(
                   jsonb_build_object('act', a -> 'decision' ->> 'outcome', 'at', a -> 'decision' ->> 'at', 'by', a -> 'decision' -> 'by'))
            """),
        // Who is in and is approved by a function gets a further ticket, which is an event and no decision.
        ("I19", "a member whose history has not one entry for each event of a decision", $"""
            {Named}, newest AS (
                SELECT j, j -> 'applications' -> 0 AS a FROM member WHERE jsonb_array_length(coalesce(j -> 'applications', '[]')) = 1)
            SELECT j ->> 'id', act, entries, told FROM newest, unnest(
                ARRAY['approved', 'rejected', 'blocked', 'undone'],
                ARRAY['user_approved', 'user_rejected', 'user_blocked', 'user_decision_undone']) AS decision(act, event),
                LATERAL (SELECT count(*) AS entries FROM jsonb_array_elements(a -> 'history') h
                    WHERE h ->> 'act' = act AND h ->> 'at' <> a ->> 'submittedAt') AS history,
                LATERAL (SELECT coalesce(sum(coalesce((e ->> 'times')::integer, 1)), 0) AS told FROM jsonb_array_elements(j -> 'events') e
                    WHERE e ->> 'type' = event AND e ->> 'result' IS NULL) AS events
            WHERE jsonb_array_length(a -> 'history') < 20 AND (entries > told OR (entries < told AND act <> 'approved'))
            """),
        ("I21", "an invitation that is used more often than it may be", "SELECT Id FROM Invitation WHERE Used > Uses"),
    ];

    public static async Task Check(PostgresServer postgres, Journal journal)
    {
        foreach (var (invariant, what, sql) in Rules)
        {
            var rows = await postgres.Query(sql);
            if (rows.Count > 0)
            {
                journal.Violate(invariant, $"the database has {rows.Count} times {what}, such as {string.Join(' ', rows[0])}");
            }
        }
    }
}
