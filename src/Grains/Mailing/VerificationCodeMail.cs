using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Verification;

namespace Members.Grains.Mailing;

/// <summary>Carries the code that shows that somebody reads the address's mail.</summary>
/// <param name="codes">Makes codes.</param>
internal sealed class VerificationCodeMail(CodeMint codes) : MemberMail
{
    public override bool IsSentWithoutSecret => false;

    // The address has not been shown to be the member's: their name is nothing for whoever reads there.
    public override bool NamesTheMember => false;

    public override MailSecret NewSecret(MemberContext member, MemberRecord record, OutboxEntry entry) =>
        NewCode(member.Id, record.Verification?.Id ?? Guid.Empty);

    /// <summary>A code for one verification of one member.</summary>
    public MailSecret NewCode(Guid member, Guid verification)
    {
        var code = codes.New();
        return new MailSecret(Link: null, code, codes.Digest(member, verification, code));
    }

    public override MemberRecord? Renew(
        MemberRecord record, OutboxEntry entry, MailSecret secret, DateTimeOffset now, MembersOptions options) =>
        VerificationRules.Pending(record.Verification, now) is { } pending
            ? record with { Verification = VerificationRules.AddCode(pending, secret.CodeDigest!) }
            : null;

    public override TimeSpan Lifetime(MemberRecord record, OutboxEntry entry, DateTimeOffset now, MembersOptions options) =>
        VerificationRules.Lifetime;
}
