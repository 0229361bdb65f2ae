using Members.Emails;
using Members.Invitations;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.Invitations;

/// <summary>Which invitations can be made, and which can be used.</summary>
internal static class InvitationRules
{
    /// <summary>The most invitations of a site that are good.</summary>
    public const int MostLive = 10_000;

    private const int MostAtOnce = 100, MostUses = 10_000, MostNote = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Every rule that new invitations break.</summary>
    public static Refusal.Invalid? Check(CreateInvitations command, DateTimeOffset now)
    {
        var violations = new List<Violation>(TextRules.Violations("note", "note", command.Note, MostNote, hasLines: true));
        Add(command.Count is >= 1 and <= MostAtOnce, "count", $"The count must be between 1 and {MostAtOnce}.");
        Add(command.Uses is >= 1 and <= MostUses, "uses", $"The uses must be between 1 and {MostUses}.");
        Add(
            command.ExpiresAt is not { } end || (end > now && end <= now + Longest),
            "expiresAt",
            "The expiresAt must be in the future, within ten years.");
        Add(command.Admits != Admittance.Refuse, "admits", "The admits must be approve or queue.");
        Add(
            command.Email is null || command is { Count: 1, Uses: 1 },
            "email",
            "An invitation for one address is one invitation with one use.");
        if (command is { Send: true, Email: null })
        {
            violations.Add(new Violation(
                "send", "NO_ADDRESS", "An invitation is sent to its email. Give one, or pass the link on yourself."));
        }

        return violations.Count == 0 ? null : new Refusal.Invalid([.. violations]);

        void Add(bool isRight, string field, string description)
        {
            if (!isRight)
            {
                violations.Add(new Violation(field, "OUT_OF_RANGE", description));
            }
        }
    }

    /// <summary>Why an invitation cannot be used; null when it can. Whether there is a use left the database decides.</summary>
    public static InvitationFailure? Refuse(Invitation? invitation, EmailAddress email, DateTimeOffset now) => invitation switch
    {
        null => InvitationFailure.Unknown,
        { RevokedAt: not null } => InvitationFailure.Revoked,
        { ExpiresAt: { } end } when end <= now => InvitationFailure.Expired,
        { Used: var used, Uses: var uses } when used >= uses => InvitationFailure.UsedUp,
        { Email: { } only } when LoginKey.For(EmailAddress.Parse(only)) != LoginKey.For(email) => InvitationFailure.OtherAddress,
        { Used: _ } => null,
    };
}
