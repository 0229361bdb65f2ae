namespace Members.Outcomes;

/// <summary>What became of a token that is refused.</summary>
[Alias("members.TokenFate")]
public enum TokenFate
{
    /// <summary>It is forged, or its record is gone.</summary>
    Unknown = 0,

    /// <summary>It has been used.</summary>
    Used = 1,

    /// <summary>A newer token replaced it.</summary>
    Replaced = 2,

    /// <summary>It was revoked: the member was blocked, or changed their address or password.</summary>
    Revoked = 3,
}
