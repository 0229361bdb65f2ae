using System.Collections.Immutable;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Grains.Verification;
using Members.Outcomes;

namespace Members.Grains.Emails;

/// <summary>
/// The steps by which a member comes to hold an address. Each await is a point at which the process may die; whatever
/// was reached, <see cref="Settle"/> reads from the member's own record how to go on (docs/adr/0002).
/// </summary>
/// <param name="id">The member.</param>
/// <param name="record">The member's record.</param>
/// <param name="index">The grain that decides who holds an address, by its key.</param>
internal sealed class ClaimProtocol(Guid id, IRecord<MemberRecord> record, Func<string, ILoginIndexGrain> index)
{
    /// <summary>Whether it is known that the login address is held, though the record may not say so yet.</summary>
    public bool Joined { get; private set; }

    /// <summary>The operation whose address is known to be free again, though the record may not say so yet.</summary>
    public Guid? Left { get; private set; }

    /// <summary>claim → write the member → confirm. Three commits; one when the address is taken.</summary>
    /// <returns>False when somebody else has the address; then nothing is left behind.</returns>
    public async Task<bool> Join(MemberRecord member)
    {
        var login = member.Login!;
        var address = index(login.Key);
        if (!await address.Claim(id, login.Operation))
        {
            return false;
        }

        if (!await record.Update<bool>(r => r.IsVacant() ? new(member, true) : new(null, false)))
        {
            throw new StorageUnavailableException("Another node is registering this member at the same time.");
        }

        return await FinishJoining(login);
    }

    /// <summary>
    /// claim the new address → write the intent → confirm → write the new address → free the old one, or set it aside. The fourth step
    /// is the change: before it the old address logs in, after it the new one, because a login needs both the index and
    /// the member's record to name each other.
    /// </summary>
    /// <param name="move">The change.</param>
    /// <param name="now">The time.</param>
    /// <param name="change">What else the change does to the record, in the same write.</param>
    /// <returns>False when somebody else has the address; then nothing has changed.</returns>
    public async Task<bool> Move(Move move, DateTimeOffset now, Func<MemberRecord, MemberRecord> change)
    {
        // What is set aside for this member needs no claim, which could lapse: nobody else gets it.
        if (move.SetAsideBy is null && !await index(move.To.Key).Claim(id, move.To.Operation))
        {
            return false;
        }

        await record.Update<bool>(r => new(r with { Moving = move }, true));
        return await FinishMoving(move, now, change);
    }

    /// <summary>Finishes what was begun, or undoes it where the address has gone to another.</summary>
    /// <param name="now">The time.</param>
    /// <param name="change">What a change of address also does to the record.</param>
    public async Task Settle(DateTimeOffset now, Func<MemberRecord, MemberRecord> change)
    {
        var member = await record.Current();
        if (member.JoiningSince is not null && !Joined && !await FinishJoining(member.Login!))
        {
            return;
        }

        if (member.Moving is { } move)
        {
            await FinishMoving(move, now, change);
            member = await record.Current();
        }

        if (member.Leaving is { } departure && departure.Operation != Left)
        {
            await Leave(departure);
        }

        if (member.SetAside.Any(a => a.Until <= now))
        {
            await Free(member.SetAside.RemoveAll(a => now < a.Until));
        }
    }

    /// <summary>Whether the address of a member is theirs for certain; asks the index, and writes nothing, when the record cannot tell.</summary>
    public async ValueTask<bool> IsJoined(MemberRecord member)
    {
        if (member.JoiningSince is not null && !Joined && await index(member.Login!.Key).Resolve() == id)
        {
            Joined = true;
        }

        return member.JoiningSince is null || Joined;
    }

    /// <summary>Whether <see cref="Settle"/> would find anything to do.</summary>
    public bool IsSettled(MemberRecord member, DateTimeOffset now) =>
        (member.JoiningSince is null || Joined)
        && member.Moving is null
        && (member.Leaving is null || member.Leaving.Operation == Left)
        && !member.SetAside.Any(a => a.Until <= now);

    /// <summary>Drops from a record that is about to be written the notes of steps that are known to be done.</summary>
    public MemberRecord Tidy(MemberRecord next) => next with
    {
        JoiningSince = Joined ? null : next.JoiningSince,
        Leaving = next.Leaving?.Operation == Left ? null : next.Leaving,
    };

    private async Task<bool> FinishJoining(LoginName login)
    {
        if (await index(login.Key).Confirm(id, login.Operation))
        {
            Joined = true;
            return true;
        }

        // The claim lapsed and went to another while this one stood still. The release makes sure that nothing of it is left.
        await index(login.Key).Release(id, login.Operation);
        await record.Clear();
        return false;
    }

    private async Task<bool> FinishMoving(Move move, DateTimeOffset now, Func<MemberRecord, MemberRecord> change)
    {
        var to = index(move.To.Key);
        var isTheirs = move.SetAsideBy is { } own ? to.TakeBack(id, own, move.To.Operation) : to.Confirm(id, move.To.Operation);
        if (!await isTheirs)
        {
            await record.Update<bool>(r => IsUnderWay(r, move) ? new(r with { Moving = null }, true) : new(null, false));
            return false;
        }

        var departure = await record.Update<Departure?>(r =>
        {
            if (!IsUnderWay(r, move))
            {
                return new(null, null);
            }

            var left = new Departure(r.Login!.Key, r.Login.Operation, now, move.Verified ? now + UndoRules.Lifetime : null);
            return new(change(r) with { Login = move.To, Moving = null, Leaving = left }, left);
        });
        if (departure is not null)
        {
            await Leave(departure);
        }

        return true;
    }

    // The record may have been read again since the step before: another activation may have finished the change.
    private static bool IsUnderWay(MemberRecord member, Move move) => member.Moving?.To.Operation == move.To.Operation;

    private async Task Leave(Departure departure)
    {
        var address = index(departure.Key);
        await (departure.Until is null ? address.Release(id, departure.Operation) : address.SetAside(id, departure.Operation));
        Left = departure.Operation;
    }

    private async Task Free(ImmutableArray<AddressSetAside> over)
    {
        foreach (var (login, _, _, _) in over)
        {
            await index(login.Key).Release(id, login.Operation);
        }

        var freed = over.Select(a => a.Login.Operation).ToHashSet();
        await record.Update<bool>(r => new(r with { SetAside = r.SetAside.RemoveAll(a => freed.Contains(a.Login.Operation)) }, true));
    }
}
