namespace Members.Accounts;

/// <summary>
/// The status of a member. It changes only from pending to active or blocked, from active to blocked, and from blocked to active
/// (contract I9).
/// </summary>
[Alias("members.MemberStatus")]
public enum MemberStatus
{
    /// <summary>There is no such member.</summary>
    None,

    /// <summary>Waits for approval and cannot log in.</summary>
    Pending,

    /// <summary>Can log in.</summary>
    Active,

    /// <summary>Cannot log in; the address stays taken.</summary>
    Blocked,

    /// <summary>Known, but never able to log in, such as a guest author.</summary>
    Offline,
}

/// <summary>Who may see a member's profile.</summary>
[Alias("members.ProfilePrivacy")]
public enum ProfilePrivacy
{
    /// <summary>Only the member and the site.</summary>
    Private,

    /// <summary>Everybody.</summary>
    Public,

    /// <summary>Other members.</summary>
    Community,
}
