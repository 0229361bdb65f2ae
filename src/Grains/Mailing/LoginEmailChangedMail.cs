using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Mailing;

/// <summary>Tells the old address of a change (ASVS 5.0, 6.3.7). After a verified change it carries the link that undoes it.</summary>
internal sealed class LoginEmailChangedMail : MemberMail
{
    public override bool IsSentWithoutSecret => true;

    // As many of each change as leave room for all that there can be.
    private const int MaxTokens = OneTimeTokens.MaxPerPurpose / AddressRules.MaxReserved;

    public override MailSecret NewSecret(MemberContext member, MemberRecord record, OutboxEntry entry) =>
        Reservation(record, entry) is { } reserved
            ? new(member.NewToken(TokenPurpose.UndoEmailChange, reserved.Undo))
            : MailSecret.None;

    public override MemberRecord? Renew(
        MemberRecord record, OutboxEntry entry, MailSecret secret, DateTimeOffset now, MembersOptions options)
    {
        if (secret.Link is not { } undo
            || Reservation(record, entry) is not { } reserved
            || reserved.Undo != undo.Id
            || now >= reserved.Until)
        {
            return null;
        }

        // A used or revoked token gets no successor: the change is undone, or the member blocked.
        var good = record.Tokens.Where(t => t.Id == undo.Id && t.Fate is null).ToList();
        if (good.Count == 0)
        {
            return null;
        }

        var surplus = good.SkipLast(MaxTokens - 1).ToHashSet();
        var kept = OneTimeTokens.End(record.Tokens, TokenFate.Replaced, surplus.Contains);
        return record with { Tokens = OneTimeTokens.Issue(kept, undo, reserved.Until, now, replace: false) };
    }

    public override TimeSpan Lifetime(MemberRecord record, OutboxEntry entry, DateTimeOffset now, MembersOptions options) =>
        Reservation(record, entry) is { } reserved ? reserved.Until - now : options.SetPasswordLinkLifetime;

    private static ReservedAddress? Reservation(MemberRecord record, OutboxEntry entry) =>
        record.Addresses.Reserved.FirstOrDefault(r => r.Notice == entry.Id);
}
