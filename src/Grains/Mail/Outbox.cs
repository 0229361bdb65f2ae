using System.Collections.Immutable;

namespace Members.Grains.Mail;

/// <summary>What a mail says.</summary>
[Alias("members.MailKind")]
public enum MailKind
{
    /// <summary>Carries the link that sets a password.</summary>
    SetPassword,

    /// <summary>Tells the old address that the login address was changed.</summary>
    LoginEmailChanged,

    /// <summary>Carries the code that shows that somebody reads the address's mail.</summary>
    VerificationCode,
}

/// <summary>A mail to send, as stored. Its link is not: what was stored could be stolen. A lost link is made anew.</summary>
/// <param name="Id">The mail.</param>
/// <param name="Kind">What it says.</param>
/// <param name="To">Where it goes.</param>
/// <param name="HideIgnoreMessage">Whether it leaves out "ignore this if it was not you".</param>
/// <param name="ExpiresAt">After this it is not worth sending.</param>
/// <param name="NotBefore">When it is to be tried again, if it has not left by then.</param>
/// <param name="Attempts">How often it has been tried.</param>
[GenerateSerializer, Immutable, Alias("members.OutboxEntry")]
internal sealed record OutboxEntry(
    Guid Id, MailKind Kind, string To, bool HideIgnoreMessage, DateTimeOffset ExpiresAt, DateTimeOffset NotBefore, int Attempts);

/// <summary>The rules of a member's outbox: a mail stays in it until it has left or is not worth sending.</summary>
internal static class Outbox
{
    /// <summary>The most mails that may wait. No notice is ever dropped for a newer one: what makes them is refused instead.</summary>
    public const int MaxEntries = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Puts a mail in. A newer mail with a link or a code takes the place of an older: only the newest works.</summary>
    public static ImmutableArray<OutboxEntry> Put(ImmutableArray<OutboxEntry> outbox, OutboxEntry entry)
    {
        var kept = entry.Kind is MailKind.SetPassword or MailKind.VerificationCode ? outbox.RemoveAll(e => e.Kind == entry.Kind) : outbox;
        return [.. kept, entry];
    }

    /// <summary>Whether so much mail waits that nothing may be done that sends another notice.</summary>
    public static bool IsFull(ImmutableArray<OutboxEntry> outbox) => outbox.Length >= MaxEntries;

    /// <summary>A new entry, whose first try is made at once by who puts it in.</summary>
    public static OutboxEntry Entry(Guid id, MailKind kind, string to, bool hideIgnoreMessage, DateTimeOffset now, TimeSpan worth) =>
        new(id, kind, to, hideIgnoreMessage, now + worth, now + Pause(1), 1);

    /// <summary>The entry for another try.</summary>
    public static OutboxEntry Again(OutboxEntry entry, DateTimeOffset now) =>
        entry with { Attempts = entry.Attempts + 1, NotBefore = now + Pause(entry.Attempts + 1) };

    /// <summary>Takes a mail out whose newest try has left.</summary>
    public static ImmutableArray<OutboxEntry> Sent(ImmutableArray<OutboxEntry> outbox, Guid id, int attempt) =>
        outbox.RemoveAll(e => e.Id == id && e.Attempts == attempt);

    /// <summary>Takes out what is not worth sending any more.</summary>
    public static ImmutableArray<OutboxEntry> DropExpired(ImmutableArray<OutboxEntry> outbox, DateTimeOffset now) =>
        outbox.RemoveAll(e => now >= e.ExpiresAt);

    // 1, 2, 4, 8 minutes and then a quarter of an hour: a mail server that is away for a lunch break costs a dozen tries.
    private static TimeSpan Pause(int attempts) =>
        attempts >= 5 ? LongestPause : TimeSpan.FromMinutes(1 << (attempts - 1));
}
