using System.Collections.Immutable;
using Members.Invitations;

namespace Members.Gateway.Admin.Invitations;

/// <summary>New invitations with their codes, which are shown this once.</summary>
/// <param name="Invitations">The invitations.</param>
/// <param name="LinkOf">The link of one.</param>
/// <param name="IsSent">Whether it is mailed too.</param>
internal sealed record MadeInvitations(ImmutableArray<NewInvitation> Invitations, Func<NewInvitation, string> LinkOf, bool IsSent)
{
    /// <summary>All links, each on a line.</summary>
    public string Links => string.Join('\n', Invitations.Select(LinkOf));

    /// <summary>The name and the code only (contract I15).</summary>
    public override string ToString() => $"{Invitations.Length} invitations";
}
