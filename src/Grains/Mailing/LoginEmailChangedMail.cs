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

    public override MailSecret NewSecret(MemberContext member, MemberRecord record) =>
        new(member.NewToken(TokenPurpose.UndoEmailChange));

    public override MemberRecord? Renew(
        MemberRecord record, OutboxEntry entry, MailSecret secret, DateTimeOffset now, MembersOptions options)
    {
        if (secret.Link is not { } undo || Reservation(record, entry) is not { } reserved || now >= reserved.Until)
        {
            return null;
        }

        // A used or revoked token is not replaced: the change is undone, or the member blocked.
        if (!record.Tokens.Any(t => t.Id == reserved.Undo && t.Fate is null))
        {
            return null;
        }

        var replaced = OneTimeTokens.End(record.Tokens, TokenFate.Replaced, t => t.Id == reserved.Undo);
        return record with
        {
            Addresses = record.Addresses with { Reserved = record.Addresses.Reserved.Replace(reserved, reserved with { Undo = undo.Id }) },
            Tokens = OneTimeTokens.Issue(replaced, undo, reserved.Until, now, replace: false),
        };
    }

    public override TimeSpan Lifetime(MemberRecord record, OutboxEntry entry, DateTimeOffset now, MembersOptions options) =>
        Reservation(record, entry) is { } reserved ? reserved.Until - now : options.SetPasswordLinkLifetime;

    private static ReservedAddress? Reservation(MemberRecord record, OutboxEntry entry) =>
        record.Addresses.Reserved.FirstOrDefault(r => r.Notice == entry.Id);
}
