using Members.Calls;
using Members.Emails;
using Members.Grains.Applications;
using Members.Invitations;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.Invitations;

/// <summary>An invitation that the applicant may use.</summary>
/// <param name="Record">What the application keeps of it.</param>
/// <param name="Admits">Whether who uses it is let in at once.</param>
internal sealed record UsableInvitation(ApplicationInvitationRecord Record, Admittance Admits);

/// <summary>Finds the invitation of a code that somebody has typed.</summary>
internal sealed class UsableInvitations(IInvitationStore store, IGrainFactory grains)
{
    /// <summary>The invitation, if it can be used with an address. Looking uses nothing up.</summary>
    /// <returns>Refused: <c>InvitationInvalid</c>; <c>TooManyRequests</c> after 20 unknown codes of one network in an hour.</returns>
    public async Task<Outcome<UsableInvitation>> Find(string typed, EmailAddress email, DateTimeOffset now)
    {
        var guesses = grains.GetGrain<IInvitationGuessesGrain>(ClientNetwork.Of(CallOrigin.Current.Address));
        if (await guesses.Refuse() is { } wait)
        {
            return new Refusal.TooManyRequests(wait);
        }

        var invitation = InvitationCode.TryParse(typed, out var code) ? await store.FindInvitation(code.Digest()) : null;
        if (InvitationRules.Refuse(invitation, email, now) is not { } failure)
        {
            return new UsableInvitation(
                new ApplicationInvitationRecord(invitation!.Id, invitation.Note, ActorRecord.Of(invitation.By)), invitation.Admits);
        }

        if (failure == InvitationFailure.Unknown)
        {
            await guesses.Count();
        }

        return new Refusal.InvitationInvalid(failure);
    }
}
