using System.Collections.Immutable;
using Members.Audit;
using Members.Emails;
using Members.Grains.AccountDeletion;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Audit;
using Members.Grains.Digest;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.Registration;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Mail;
using Members.Outcomes;
using Members.Settings;

namespace Members.Grains.Upkeep;

/// <summary>Does what has become due in a member's record: mail that has not left, and what has expired.</summary>
internal sealed class UpkeepHandler(
    MemberMails mails, MailRetries retries, FailedMails failed, AccountDeletionHandler deletions, SitePolicy site, IGrainFactory grains)
{
    private const string TooLate = "it did not leave as long as it was worth sending";

    public async Task Settle(MemberContext member)
    {
        var (record, now) = (await member.Load(), member.Now);
        if (await member.EndSuspension())
        {
            return;
        }

        if (MemberApplications.Newest(record) is not null && await SettleApplications(member, record, await site.Admission()))
        {
            return;
        }

        if (record.Due is null || record.Due > now)
        {
            return;
        }

        if (RegistrationRules.IsAbandoned(record, now))
        {
            await member.Clear(r => RegistrationRules.IsAbandoned(r, now));
            member.Drop();
            return;
        }

        if (PlannedDeletion.IsDue(record, now))
        {
            await deletions.Settle(member);
            return;
        }

        if (record.News is { } news)
        {
            await Digest.Replied(news);
            await member.Commit(r => new Decision<MemberRecord, bool>(r.News == news ? r with { News = null } : null, true));
            return;
        }

        var givenUp = Outbox.GivenUp(record.Outbox, now).ToList();
        await Send(member, record, [.. record.Outbox.Where(e => e.NotBefore <= now && now < e.ExpiresAt)]);
        foreach (var entry in givenUp)
        {
            failed.Add(new MailFailure(now, MailNames.Of(entry.Kind), member.Id, entry.Attempts, TooLate, IsGivenUp: true));
        }
    }

    /// <summary>Tries the mails again at once that were tried before.</summary>
    public Task<Outcome<TriedMails>> TryNow(MemberContext member) => member.Audited<TriedMails>(AuditType.MailRetry, async scope =>
    {
        if (await member.Find() is not { } record)
        {
            return new Refusal.MemberNotFound();
        }

        List<OutboxEntry> due = [.. Outbox.ToTryNow(record.Outbox, member.Now)];
        return new TriedMails(due.Count == 0 ? 0 : await Send(member, record, due, scope));
    });

    /// <summary>The mails that wait.</summary>
    public static async Task<ImmutableArray<WaitingMail>> ListWaiting(MemberContext member) => await member.Find() is { } record
        ?
        [
            .. record.Outbox.Where(e => member.Now < e.ExpiresAt).OrderBy(e => e.NotBefore)
                .Select(e => new WaitingMail(MailNames.Of(e.Kind), e.Attempts, e.NotBefore, e.ExpiresAt)),
        ]
        : [];

    // How many were handed over.
    private async Task<int> Send(MemberContext member, MemberRecord record, IReadOnlyList<OutboxEntry> due, AuditScope? scope = null)
    {
        var now = member.Now;
        var isToShow = due.Any(e => e.Kind == MailKind.ApplicationsWaiting);
        var queue = isToShow ? await Digest.Show(member.Id) : null;
        var (postponed, wait) = await TakeAllowance(due);
        var secrets = due.Where(e => !postponed.Contains(e.Id)).ToDictionary(e => e.Id, e => mails.Of(e.Kind).NewSecret(member, record, e));
        var (next, retried) = await member.Commit(
            r =>
            {
                var freed = r with
                {
                    Addresses = AddressRules.FreeExpired(r.Addresses, now),
                    Outbox = wait is { } rest ? Outbox.Postpone(r.Outbox, postponed, now + rest) : r.Outbox,
                };

                // Nobody waits any more, or the member decides no more.
                freed = isToShow && queue is null
                    ? freed with { Outbox = Outbox.Drop(freed.Outbox, MailKind.ApplicationsWaiting) }
                    : freed;
                var decision = retries.Try(freed, secrets, now, member.Options);
                return new Decision<MemberRecord, (MemberRecord, ImmutableArray<Retry>)>(decision.Next, (decision.Next!, decision.Answer));
            },
            scope);
        foreach (var (entry, secret) in retried)
        {
            mails.Post(member, next, entry, secret, queue);
        }

        return retried.Length;
    }

    private IDigestGrain Digest => grains.GetGrain<IDigestGrain>(LoginKey.DefaultSite);

    // Whether nothing is left to settle.
    private static async Task<bool> SettleApplications(MemberContext member, MemberRecord record, AdmissionSettings settings)
    {
        var (now, deadlines) = (member.Now, AdmissionExpiry.Deadlines(member.Now, settings));
        if (AdmissionExpiry.IsOver(record, deadlines))
        {
            await member.Audited(
                AuditType.Deletion, scope => member.Commit(r => AdmissionExpiry.Erase(r, now, settings), scope, everywhere: true));
            member.Drop();
            return true;
        }

        if (!ReferenceEquals(AdmissionExpiry.ForgetOrigins(record, deadlines), record))
        {
            await member.Commit(r => new Decision<MemberRecord, bool>(AdmissionExpiry.ForgetOrigins(r, deadlines), true));
        }

        return false;
    }

    /// <summary>Takes a mail out of the outbox that has left, or that the mail server refuses for good.</summary>
    public static Task MailEnded(MemberContext member, Guid entry) => member.Commit(r => new Decision<MemberRecord, bool>(
        r.Outbox.Any(e => e.Id == entry) ? r with { Outbox = Outbox.Remove(r.Outbox, entry) } : null, true));

    // The mails that must wait because the site has sent too many within the hour, and how long. A mail counts once: a mail server
    // that was away must not use the hour up with attempts.
    private async Task<(HashSet<Guid> Postponed, TimeSpan? Wait)> TakeAllowance(IReadOnlyList<OutboxEntry> due)
    {
        var counted = due.Where(e => e.Attempts == 0 && mails.Of(e.Kind).CountsAgainstAllowance).Select(e => e.Id).ToHashSet();
        var wait = counted.Count == 0 ? null : await grains.GetGrain<IMailAllowanceGrain>(LoginKey.DefaultSite).Take();
        return (wait is null ? [] : counted, wait);
    }
}
