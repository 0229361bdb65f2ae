using System.Collections.Immutable;
using Members.Outcomes;

namespace Members.Grains.Mail;

/// <summary>The rules of a member's outbox: a mail stays in it until it has left or is not worth sending any more.</summary>
internal static class Outbox
{
    /// <summary>The most mails that may wait. No notice is dropped for a newer one: what would send another is refused instead.</summary>
    public const int MaxEntries = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);
    // What is known of somebody who was erased is gone by then (contract I22).
    private static readonly TimeSpan Worth = TimeSpan.FromDays(3);
    private static readonly TimeSpan FullFor = TimeSpan.FromMinutes(1);

    // Whoever asks twice makes one attempt.
    private static readonly TimeSpan JustTried = TimeSpan.FromSeconds(30);

    /// <summary>A new entry. Whoever puts it in makes the first attempt at once.</summary>
    /// <param name="id">The mail.</param>
    /// <param name="kind">What it says.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="hideIgnoreMessage">Whether it leaves out "ignore this if it was not you".</param>
    /// <param name="now">The time.</param>
    /// <param name="worth">For how long it is worth sending.</param>
    public static OutboxEntry Entry(Guid id, MailKind kind, string to, bool hideIgnoreMessage, DateTimeOffset now, TimeSpan worth) =>
        new(id, kind, to, hideIgnoreMessage, now + worth, now + Pause(1), 1);

    /// <summary>An entry whose first attempt the sweep makes, once its time has come.</summary>
    /// <param name="id">The mail.</param>
    /// <param name="kind">What it says.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="facts">What else it says.</param>
    /// <param name="notBefore">When it may leave.</param>
    public static OutboxEntry Later(Guid id, MailKind kind, string to, MailFacts facts, DateTimeOffset notBefore) =>
        new(id, kind, to, HideIgnoreMessage: true, notBefore + Worth, notBefore, Attempts: 0) { Facts = facts };

    /// <summary>
    /// Puts a mail in that was asked for. Of mails with a link or a code only that of the newest request works, so it replaces the older
    /// ones of its kind.
    /// </summary>
    public static ImmutableArray<OutboxEntry> Put(ImmutableArray<OutboxEntry> outbox, OutboxEntry entry) =>
        [.. OnlyNewestWorks(entry.Kind) ? Drop(outbox, entry.Kind) : outbox, entry];

    /// <summary>Why no further notice may be caused now; null when one may.</summary>
    public static Refusal.TooManyRequests? RefuseAnother(ImmutableArray<OutboxEntry> outbox) =>
        outbox.Length >= MaxEntries ? new Refusal.TooManyRequests(FullFor) : null;

    /// <summary>The entry for another attempt.</summary>
    public static OutboxEntry Retry(OutboxEntry entry, DateTimeOffset now) =>
        entry with { Attempts = entry.Attempts + 1, NotBefore = now + Pause(entry.Attempts + 1) };

    /// <summary>
    /// The mails that are tried at once when somebody asks for it. One that was never tried waits for a reason: its decision can still be
    /// undone, or the site has sent enough within the hour.
    /// </summary>
    public static IEnumerable<OutboxEntry> ToTryNow(ImmutableArray<OutboxEntry> outbox, DateTimeOffset now) =>
        outbox.Where(e => e.Attempts > 0 && now < e.ExpiresAt && now - (e.NotBefore - Pause(e.Attempts)) >= JustTried);

    /// <summary>The mails that were tried and will not be any more.</summary>
    public static IEnumerable<OutboxEntry> GivenUp(ImmutableArray<OutboxEntry> outbox, DateTimeOffset now) =>
        outbox.Where(e => e.Attempts > 0 && now >= e.ExpiresAt);

    /// <summary>Lets mails wait that may not be sent yet.</summary>
    public static ImmutableArray<OutboxEntry> Postpone(
        ImmutableArray<OutboxEntry> outbox, IReadOnlySet<Guid> mails, DateTimeOffset until) =>
        [.. outbox.Select(e => mails.Contains(e.Id) ? e with { NotBefore = until } : e)];

    /// <summary>Takes a mail out that is done with. Whichever attempt came to an end: what each one carries is good.</summary>
    public static ImmutableArray<OutboxEntry> Remove(ImmutableArray<OutboxEntry> outbox, Guid id) => outbox.RemoveAll(e => e.Id == id);

    /// <summary>Takes out all mails of a kind.</summary>
    public static ImmutableArray<OutboxEntry> Drop(ImmutableArray<OutboxEntry> outbox, MailKind kind) =>
        outbox.RemoveAll(e => e.Kind == kind);

    /// <summary>Takes out what is not worth sending any more.</summary>
    public static ImmutableArray<OutboxEntry> DropExpired(ImmutableArray<OutboxEntry> outbox, DateTimeOffset now) =>
        outbox.RemoveAll(e => now >= e.ExpiresAt);

    /// <summary>Whether a newer mail of the kind makes the older ones useless. Notices each tell of something else.</summary>
    public static bool OnlyNewestWorks(MailKind kind) => kind switch
    {
        MailKind.SetPassword or MailKind.VerificationCode => true,
        MailKind.LoginEmailChanged => false,

        // What was decided last is what counts; a question does not take back the one before.
        MailKind.ApplicationsWaiting or MailKind.ApplicationReceived or MailKind.ApplicationApproved => true,
        MailKind.ApplicationRejected or MailKind.ApplicationLapsed or MailKind.Invitation or MailKind.MemberBlocked => true,
        MailKind.ApplicationQuestion => false,
        MailKind.AccountDeletion => true,
    };

    // 1, 2, 4, 8 minutes and then a quarter of an hour: a mail server that is away for an hour costs about eight attempts.
    private static TimeSpan Pause(int attempts) =>
        attempts >= 5 ? LongestPause : TimeSpan.FromMinutes(1 << (attempts - 1));
}
