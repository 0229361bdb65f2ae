using Members.Accounts;
using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Outcomes;

namespace Members.Grains.Accounts;

/// <content>Changing the login address.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<MemberView>> ChangeLoginEmail(ChangeLoginEmail command) =>
        Audited(AuditType.EmailChange, deed => ChangeLoginEmail(command, deed));

    private async Task<Outcome<MemberView>> ChangeLoginEmail(ChangeLoginEmail command, Deed deed)
    {
        var record = await Settled();
        if (!record.Exists())
        {
            return new Refusal.MemberNotFound();
        }

        if (record.Login!.Is(command.NewEmail))
        {
            return MemberViews.Of(record);
        }

        if (Outbox.IsFull(record.Outbox))
        {
            return new Refusal.TooManyRequests(TimeSpan.FromMinutes(1));
        }

        var move = new Move(LoginName.Of(command.NewEmail, MemberId.New()), Now, command.RevokeCurrentSessions, deed.Record(Now));
        if (!await _address.Move(move, Now, r => EmailChangeRules.Apply(r, Now)))
        {
            return new Refusal.EmailTaken();
        }

        record = await _stored.Current();
        if (record.Outbox.FirstOrDefault(e => e.Id == EmailChangeRules.NoticeId(move)) is { } notice)
        {
            Post(notice, link: null, record);
        }

        return MemberViews.Of(record);
    }
}
