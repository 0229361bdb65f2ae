using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Members.Accounts;
using Members.Directory;
using Members.Grains.Accounts;

namespace Members.Silo.Storage;

/// <content>
/// Lists members. Which ones is decided by the entries alone: the records that an offset passes over are not read. Of a record that is
/// listed the whole payload comes, because no statement can take parts out of it and be sure not to fail for all on one damaged row:
/// PostgreSQL before 16 cannot ask whether bytes are JSON. It would also cost the database more than sending them (measured with records
/// of 20 kB).
/// </content>
internal abstract partial class RecordDirectory
{
    private const string First = """
        SELECT r.Payload, m.CreatedAt, m.MemberId FROM (
            SELECT ServiceId, KeyN0, KeyN1, CreatedAt, MemberId FROM
        """;

    private const string All = " MemberEntry WHERE ServiceId = @service AND LoginKey <> ''";

    private const string ByStatus = " AND Status = @status", ByStatuses = " AND Status IN (@status, @orStatus)";
    private const string ByEmail = " AND Email = @email";
    private const string ByPrefix = " AND Email >= @email AND Email < @emailEnd";
    private const string AfterMark = " AND (CreatedAt, MemberId) > (@created, @id)";
    private const string BeforeMark = " AND (CreatedAt, MemberId) < (@created, @id)";
    private const int Few = 1_000;
    private const string Oldest = "CreatedAt, MemberId", Newest = "CreatedAt DESC, MemberId DESC";

    /// <summary>A join whose left side is read first.</summary>
    protected virtual string JoinInOrder => "JOIN";

    /// <inheritdoc/>
    public async Task<MemberPage> ListMembers(MemberQuery query, int offset, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var command = connection.CreateCommand();
        var isRare = query is { EmailPart: { } rare } && !query.Searches() && await IsRare(rare, connection, cancellationToken);
#pragma warning disable CA2100 // Put together from the constants above; every value is a parameter.
        command.CommandText = First
            + (query.Searches() ? Listing(query) : isRare ? FewOf + ByAddress(query with { EmailPart = null }) : All + ByAddress(query))
            + (query.Status is null ? "" : query.OrStatus is null ? ByStatus : ByStatuses)
            + (query.After is null ? "" : query.NewestFirst ? BeforeMark : AfterMark)
            + Words(query)
            + Last(query.NewestFirst ? Newest : Oldest);
#pragma warning restore CA2100
        Add(command, "@service", serviceId);
        Add(command, "@limit", query.Limit + 1);
        Add(command, "@offset", offset);
        AddIfGiven(command, query);
        AddListing(command, query);
        return await ReadPage(command, query.Limit, cancellationToken);
    }

    private string ByAddress(MemberQuery query) =>
        (query.Email is null ? "" : query.EmailIsPrefix ? ByPrefix : ByEmail)
        + (query.EmailPart is null ? "" : $" AND {Contains("Email", "@part")}");

    // An entry whose record is gone still counts, or the page would seem to be the last.
    private static string Last(string order) => $"""
         ORDER BY {order} LIMIT @limit OFFSET @offset) m
        LEFT JOIN GrainRecord r ON r.ServiceId = m.ServiceId AND r.StateName = 'member'
          AND r.KeyN0 = m.KeyN0 AND r.KeyN1 = m.KeyN1 AND r.KeyText = ''
        ORDER BY {order}
        """;

    // The index of addresses holds all that a search by a part of one asks for. Few are looked up from there, and put in order.
    private string FewOf => $"""
         (SELECT KeyN0 AS N0, KeyN1 AS N1 FROM MemberEntry WHERE ServiceId = @service AND {Contains("Email", "@part")} LIMIT {Few}) f
        {JoinInOrder} MemberEntry ON KeyN0 = f.N0 AND KeyN1 = f.N1 WHERE ServiceId = @service AND LoginKey <> ''
        """;

    // Of many, those that fit are met soon when members are read in order.
    private async Task<bool> IsRare(string part, DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Put together from constants; every value is a parameter.
        command.CommandText = $"""
            SELECT count(*) FROM (
                SELECT 1 FROM MemberEntry WHERE ServiceId = @service AND {Contains("Email", "@part")} LIMIT {Few} + 1) found
            """;
#pragma warning restore CA2100
        Add(command, "@service", serviceId);
        Add(command, "@part", part);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), null) <= Few;
    }

    private void AddIfGiven(DbCommand command, MemberQuery query)
    {
        if (query.Status is { } status)
        {
            Add(command, "@status", Word(status));
            if (query.OrStatus is { } other)
            {
                Add(command, "@orStatus", Word(other));
            }
        }

        if (query.Email is { } email)
        {
            Add(command, "@email", email);
            if (query.EmailIsPrefix)
            {
                Add(command, "@emailEnd", email + '\uffff');
            }
        }

        if (query.EmailPart is { } part)
        {
            Add(command, "@part", part);
        }

        if (query.After is { } mark)
        {
            Add(command, "@created", Time(mark.CreatedAt));
            Add(command, "@id", mark.Id.ToString());
        }
    }

    private async Task<MemberPage> ReadPage(DbCommand command, int limit, CancellationToken cancellationToken)
    {
        var members = ImmutableArray.CreateBuilder<MemberView>();
        PageMark? last = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var rows = 0; await reader.ReadAsync(cancellationToken); rows++)
        {
            if (rows == limit)
            {
                return new MemberPage(members.ToImmutable(), last);
            }

            if (!TryReadMark(reader, out var mark))
            {
                LogDamaged(logger, nameof(PageMark), null);
                continue;
            }

            last = mark;
            if (ReadMember(reader, mark.Id) is { } member)
            {
                members.Add(MemberViews.Of(member));
            }
        }

        return new MemberPage(members.ToImmutable(), null);
    }

    private ListedMember? ReadMember(DbDataReader reader, Guid id)
    {
        var member = Read<ListedMember>(reader, nameof(MemberRecord));
        if (member is null || member.IsOf(id))
        {
            return member;
        }

        LogDamaged(logger, nameof(MemberRecord), null);
        return null;
    }

    private bool TryReadMark(DbDataReader reader, [NotNullWhen(true)] out PageMark? mark)
    {
        mark = TryTime(reader, 1, out var createdAt) && Guid.TryParse(reader.GetString(2), out var id) ? new PageMark(createdAt, id) : null;
        return mark is not null;
    }
}
