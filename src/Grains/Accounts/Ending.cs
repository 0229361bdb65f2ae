namespace Members.Grains.Accounts;

/// <summary>What happens to a member that ends some of what they hold. <see cref="Endings"/> says what each ends.</summary>
[Flags]
internal enum Ending
{
    /// <summary>Ends nothing.</summary>
    None = 0,

    /// <summary>The member is approved.</summary>
    Approval = 1,

    /// <summary>The member is blocked.</summary>
    Block = 2,

    /// <summary>All sessions are ended.</summary>
    AllSessions = 4,

    /// <summary>Another password is set, or the password is taken away.</summary>
    NewPassword = 8,

    /// <summary>The login address changes.</summary>
    EmailChange = 16,

    /// <summary>The login address changes, and the sessions are to end with it.</summary>
    EmailChangeWithSessions = 32,

    /// <summary>A change of the login address is undone: whoever made it may have stolen the account.</summary>
    EmailChangeUndone = 64,

    /// <summary>The member's application is rejected.</summary>
    Rejection = 128,

    /// <summary>A decision on the member's application is taken back.</summary>
    Undo = 256,

    /// <summary>The member asks for their own deletion.</summary>
    DeletionRequest = 512,

    /// <summary>The member comes back before it, or it is dropped.</summary>
    Return = 1024,

    /// <summary>The member comes out of a backup: what was revoked since it was made would be good again.</summary>
    Restore = 2048,
}
