namespace Members.SignUp;

/// <summary>Why an invitation cannot be used.</summary>
[Alias("members.InvitationFailure")]
public enum InvitationFailure
{
    /// <summary>There is none with this code.</summary>
    Unknown = 0,

    /// <summary>Its time is over.</summary>
    Expired = 1,

    /// <summary>It was used as often as it may be.</summary>
    UsedUp = 2,

    /// <summary>It was withdrawn.</summary>
    Revoked = 3,

    /// <summary>It is for another address.</summary>
    OtherAddress = 4,
}
