using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Members.Accounts;
using Members.Admission;
using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Storage;

namespace Members.Silo.Storage;

/// <content>Lists and counts applications.</content>
internal abstract partial class RecordDirectory
{
    // Nobody who waits is blocked for a time, so the index alone answers.
    private const string Waits = "ServiceId = @service AND Status = 'pending'";
    private const string WaitsAgain = "ServiceId = @service AND BlockedUntil <= @now AND StatusAfter = 'pending'";

    private static readonly TimeSpan Alike = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public async Task<ApplicationRows> ListApplications(
        ApplicationQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Put together from constants; every value is a parameter.
        command.CommandText = ApplicationSql.Of(query, Contains("Search", "@text"));
#pragma warning restore CA2100
        AddFilters(command, query, now);
        return await ReadApplications(command, query.Limit, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<QueueFigures> CountApplications(
        DateTimeOffset now, DateTimeOffset newestUntil, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        var waiting = 0;
        DateTimeOffset? oldest = null, newest = null;
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"""
                SELECT (SELECT count(*) FROM AdmissionEntry WHERE {Waits}), (SELECT min(SubmittedAt) FROM AdmissionEntry WHERE {Waits}),
                    (SELECT max(SubmittedAt) FROM AdmissionEntry WHERE {Waits} AND SubmittedAt <= @until)
                UNION ALL SELECT count(*), min(SubmittedAt), NULL FROM AdmissionEntry WHERE {WaitsAgain}
                """;
            Add(command, "@service", serviceId);
            Add(command, "@now", Time(now));
            Add(command, "@until", Time(newestUntil));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                waiting += Convert.ToInt32(reader.GetValue(0), null);
                oldest = !reader.IsDBNull(1) && TryTime(reader, 1, out var first) && !(first > oldest) ? first : oldest;
                newest = !reader.IsDBNull(2) && TryTime(reader, 2, out var last) ? last : newest;
            }
        }

        return new QueueFigures(waiting, oldest, await MedianWait(connection, cancellationToken), newest);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Guid>> FindAdmissionsDue(
        AdmissionDeadlines deadlines, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var command = connection.CreateCommand();
        const string Of = "SELECT MemberId FROM AdmissionEntry WHERE ServiceId = @service AND ";
        command.CommandText = $"""
            SELECT MemberId FROM (
                {Of} BlockedUntil <= @now
                UNION {Of} DecidedAt <= @origin AND Network IS NOT NULL
                UNION {Of} Status = 'pending' AND SubmittedAt <= @lapsed
                UNION {Of} Status = 'rejected' AND DecidedAt <= @rejected) due LIMIT @limit
            """;
        Add(command, "@service", serviceId);
        Add(command, "@now", Time(deadlines.Now));
        Add(command, "@origin", Time(deadlines.OriginBefore));
        Add(command, "@lapsed", Time(deadlines.LapsedBefore ?? DateTimeOffset.UnixEpoch));
        Add(command, "@rejected", Time(deadlines.RejectedBefore ?? DateTimeOffset.UnixEpoch));
        Add(command, "@limit", limit);
        var due = ImmutableArray.CreateBuilder<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(Guid.Parse(reader.GetString(0)));
        }

        return due.ToImmutable();
    }

    /// <summary>The condition that a text holds another.</summary>
    protected abstract string Contains(string column, string parameter);

    private static string Word(MemberStatus status) => JsonSerializer.SerializeToElement(status, StoredJson.Options).GetString()!;

    private void AddFilters(DbCommand command, ApplicationQuery query, DateTimeOffset now)
    {
        Add(command, "@service", serviceId);
        Add(command, "@now", Time(now));
        Add(command, "@since", Time(now - Alike));
        Add(command, "@limit", query.Limit + 1);
        for (var i = 0; i < query.Statuses.Length; i++)
        {
            Add(command, ApplicationSql.Status(i), Word(query.Statuses[i]));
        }

        foreach (var (name, value) in ApplicationSql.Texts(query))
        {
            Add(command, name, value);
        }

        if (query.Member is { } member)
        {
            // As Orleans' provider makes a key of a GUID.
            var key = member.ToByteArray();
            Add(command, "@n0", BitConverter.ToInt64(key, 0));
            Add(command, "@n1", BitConverter.ToInt64(key, sizeof(long)));
        }

        if (query.SubmittedBefore is { } before)
        {
            Add(command, "@before", Time(before));
        }

        if (query.After is { } mark)
        {
            Add(command, "@submitted", Time(mark.CreatedAt));
            Add(command, "@id", mark.Id.ToString());
        }
    }

    private async Task<ApplicationRows> ReadApplications(DbCommand command, int limit, CancellationToken cancellationToken)
    {
        var rows = ImmutableArray.CreateBuilder<ApplicationRow>();
        PageMark? last = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var read = 0; await reader.ReadAsync(cancellationToken); read++)
        {
            if (read == limit)
            {
                return new ApplicationRows(rows.ToImmutable(), last);
            }

            if (!TryReadMark(reader, out var mark))
            {
                LogDamaged(logger, nameof(PageMark), null);
                continue;
            }

            last = mark;
            if (Read<MemberRecord>(reader, nameof(MemberRecord)) is { } member && member.Id == mark.Id)
            {
                rows.Add(new ApplicationRow(
                    member, Convert.ToInt32(reader.GetValue(3), null), Convert.ToInt32(reader.GetValue(4), null)));
            }
        }

        return new ApplicationRows(rows.ToImmutable(), null);
    }

    private async Task<TimeSpan?> MedianWait(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT SubmittedAt, DecidedAt FROM AdmissionEntry WHERE ServiceId = @service AND DecidedAt IS NOT NULL
            ORDER BY DecidedAt DESC LIMIT 50
            """;
        Add(command, "@service", serviceId);
        var waits = new List<TimeSpan>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (TryTime(reader, 0, out var submitted) && TryTime(reader, 1, out var decided))
            {
                waits.Add(decided - submitted);
            }
        }

        waits.Sort();
        return waits.Count == 0 ? null : waits[(waits.Count - 1) / 2];
    }
}
