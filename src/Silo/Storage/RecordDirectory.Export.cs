using System.Collections.Immutable;
using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.Import;

namespace Members.Silo.Storage;

/// <content>Reads whole records, for an export.</content>
internal abstract partial class RecordDirectory : IExportStore
{
    /// <inheritdoc/>
    public async Task<StoredMembers> ReadMembers(PageMark? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Put together from constants; every value is a parameter.
        command.CommandText = First + All + (after is null ? "" : AfterMark) + Last(Oldest);
#pragma warning restore CA2100
        Add(command, "@service", serviceId);
        Add(command, "@limit", limit + 1);
        Add(command, "@offset", 0);
        if (after is not null)
        {
            Add(command, "@created", Time(after.CreatedAt));
            Add(command, "@id", after.Id.ToString());
        }

        var (members, unreadable) = (ImmutableArray.CreateBuilder<MemberRecord>(), 0);
        PageMark? last = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var rows = 0; await reader.ReadAsync(cancellationToken); rows++)
        {
            if (rows == limit)
            {
                return new StoredMembers(members.ToImmutable(), last, unreadable);
            }

            if (!TryReadMark(reader, out var mark))
            {
                LogDamaged(logger, nameof(PageMark), null);
                unreadable++;
                continue;
            }

            last = mark;
            if (Read<MemberRecord>(reader, nameof(MemberRecord)) is { Addresses.Login: not null } member && member.Id == mark.Id)
            {
                members.Add(member);
            }
            else
            {
                unreadable++;
            }
        }

        return new StoredMembers(members.ToImmutable(), null, unreadable);
    }
}
