using Members.Directory;
using Members.Outcomes;

namespace Members.Invitations;

/// <summary>Makes, lists and withdraws invitations. It is a stateless worker and runs on the silo that is called.</summary>
[Alias("members.IInvitationsGrain")]
public interface IInvitationsGrain : IGrainWithIntegerKey
{
    /// <summary>Makes invitations: all of them or none. One commit.</summary>
    /// <returns>
    /// Refused: <c>Invalid</c>, also when the site would have more than 10,000 that are good; <c>TooManyRequests</c> for one that is to be
    /// mailed when the site has sent its mails of the hour. Whether the mail arrives nobody waits for: the code is in the answer too.
    /// </returns>
    [Alias("Create")]
    Task<Outcome<NewInvitations>> Create(CreateInvitations command);

    /// <summary>A page of invitations, newest first.</summary>
    /// <param name="limit">The size of the page, 1 to 100.</param>
    /// <param name="after">Where the previous page ended; null for the first.</param>
    [Alias("List")]
    Task<InvitationPage> List(int limit, PageMark? after);

    /// <summary>Withdraws an invitation. Twice does no harm. One commit.</summary>
    [Alias("Revoke")]
    Task Revoke(Guid invitation);
}
