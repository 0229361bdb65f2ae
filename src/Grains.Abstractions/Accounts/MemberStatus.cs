namespace Members.Accounts;

/// <summary>Where a member stands. Moves only PENDING→ACTIVE, PENDING→BLOCKED, ACTIVE→BLOCKED and BLOCKED→ACTIVE (contract I9).</summary>
[Alias("members.MemberStatus")]
public enum MemberStatus
{
    /// <summary>There is no such member. Never shown.</summary>
    None,

    /// <summary>Waits for approval; cannot log in.</summary>
    Pending,

    /// <summary>May log in.</summary>
    Active,

    /// <summary>Shut out; the address stays taken.</summary>
    Blocked,

    /// <summary>Known, but never able to log in (a guest author).</summary>
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
