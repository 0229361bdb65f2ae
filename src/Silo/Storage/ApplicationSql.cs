using System.Globalization;
using Members.Admission;

namespace Members.Silo.Storage;

/// <summary>
/// The statement that lists applications. Each status is a part of its own, so that each reads its index in order and stops at the end
/// of the page; a block that has ended is found by its end, under the status that followed it.
/// </summary>
internal static class ApplicationSql
{
    private const int MostAlike = 100;

    /// <summary>The statement.</summary>
    /// <param name="query">Which applications.</param>
    /// <param name="contains">The condition of the filter by text.</param>
    public static string Of(ApplicationQuery query, string contains)
    {
        var (order, filters) = (Order(query), Filters(query, contains));
        var parts = query.Statuses.IsEmpty
            ? [Part(filters, order)]
            : query.Statuses.SelectMany((_, i) => new[]
            {
                Part($" AND Status = {Status(i)} AND (BlockedUntil IS NULL OR BlockedUntil > @now){filters}", order),
                Part($" AND BlockedUntil <= @now AND StatusAfter = {Status(i)}{filters}", order),
            });
        return $"""
            SELECT r.Payload, p.SubmittedAt, p.MemberId, {Alike("Network")}, {Alike("TextsDigest")} FROM (
                SELECT * FROM ({string.Join(" UNION ALL ", parts)}) found ORDER BY {order} LIMIT @limit) p
            LEFT JOIN GrainRecord r ON r.ServiceId = p.ServiceId AND r.StateName = 'member'
              AND r.KeyN0 = p.KeyN0 AND r.KeyN1 = p.KeyN1 AND r.KeyText = ''
            ORDER BY {order}
            """;
    }

    /// <summary>The parameter of a status.</summary>
    public static string Status(int index) => string.Create(CultureInfo.InvariantCulture, $"@status{index}");

    /// <summary>The filters that compare a text, with their parameters.</summary>
    public static IEnumerable<(string Parameter, string Value)> Texts(ApplicationQuery query) =>
        Given(query).Select(f => (f.Parameter, f.Value)).Concat(query.Text is { } text ? [("@text", text)] : []);

    private static IEnumerable<(string Column, string Parameter, string Value)> Given(ApplicationQuery query)
    {
        (string Column, string Parameter, string? Value)[] all =
        [
            ("Domain", "@domain", query.Domain), ("Network", "@network", query.Network), ("Rule", "@rule", query.Rule),
            ("Invitation", "@invitation", query.Invitation),
        ];
        return all.Where(f => f.Value is not null).Select(f => (f.Column, f.Parameter, f.Value!));
    }

    private static string Order(ApplicationQuery query) =>
        query.NewestFirst ? "SubmittedAt DESC, MemberId DESC" : "SubmittedAt, MemberId";

    private static string Filters(ApplicationQuery query, string contains) =>
        string.Concat(Given(query).Select(f => $" AND {f.Column} = {f.Parameter}"))
        + (query.Text is null ? "" : $" AND {contains}")
        + (query.Member is null ? "" : " AND KeyN0 = @n0 AND KeyN1 = @n1")
        + (query.SubmittedBefore is null ? "" : " AND SubmittedAt < @before")
        + (query.After is null ? "" : $" AND (SubmittedAt, MemberId) {(query.NewestFirst ? '<' : '>')} (@submitted, @id)");

    private static string Part(string condition, string order) =>
        "SELECT * FROM (SELECT * FROM AdmissionEntry WHERE ServiceId = @service AND Number > 0"
        + $"{condition} ORDER BY {order} LIMIT @limit) part";

    private static string Alike(string column) => $"""
        (SELECT count(*) FROM (SELECT 1 FROM AdmissionEntry o WHERE o.ServiceId = p.ServiceId AND o.{column} = p.{column}
            AND o.SubmittedAt >= @since AND o.MemberId <> p.MemberId LIMIT {MostAlike}) alike)
        """;
}
