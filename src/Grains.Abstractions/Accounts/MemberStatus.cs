namespace Members.Accounts;

/// <summary>
/// The status of a member. It changes only from pending to active, rejected or blocked, from rejected to active or blocked, from active
/// to blocked, and from blocked to active (contract I9), or back when a decision is undone.
/// </summary>
[Alias("members.MemberStatus")]
public enum MemberStatus
{
    /// <summary>There is no such member.</summary>
    None = 0,

    /// <summary>Waits for approval and cannot log in.</summary>
    Pending = 1,

    /// <summary>Can log in.</summary>
    Active = 2,

    /// <summary>Cannot log in; the address stays taken.</summary>
    Blocked = 3,

    /// <summary>Known, but never able to log in, such as a guest author.</summary>
    Offline = 4,

    /// <summary>Applied and was turned down; cannot log in.</summary>
    Rejected = 5,
}

/// <summary>Who may see a member's profile.</summary>
[Alias("members.ProfilePrivacy")]
public enum ProfilePrivacy
{
    /// <summary>Only the member and the site.</summary>
    Private = 0,

    /// <summary>Everybody.</summary>
    Public = 1,

    /// <summary>Other members.</summary>
    Community = 2,
}
