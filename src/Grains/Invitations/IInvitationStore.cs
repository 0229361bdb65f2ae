using Members.Directory;
using Members.Invitations;

namespace Members.Grains.Invitations;

/// <summary>
/// Invitations as the database keeps them. A use is counted by the statement that stores the application, as an address is owned
/// (docs/adr/0002): of any number that race no more get in than there are uses.
/// </summary>
internal interface IInvitationStore
{
    /// <summary>Adds invitations, all or none; false when there would be more good ones than there may.</summary>
    Task<bool> AddInvitations(IReadOnlyList<NewInvitation> invitations, int most, DateTimeOffset now);

    /// <summary>The invitation of a code's digest; null when there is none.</summary>
    Task<Invitation?> FindInvitation(string digest);

    /// <summary>A page of invitations, newest first.</summary>
    Task<InvitationPage> ListInvitations(int limit, PageMark? after);

    /// <summary>Withdraws an invitation, unless it was before.</summary>
    Task RevokeInvitation(Guid invitation, DateTimeOffset now);
}
