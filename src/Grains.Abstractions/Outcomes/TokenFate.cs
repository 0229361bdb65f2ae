namespace Members.Outcomes;

/// <summary>What became of a token that is refused.</summary>
[Alias("members.TokenFate")]
public enum TokenFate
{
    /// <summary>It is forged, or its record is gone.</summary>
    Unknown,

    /// <summary>It has been used.</summary>
    Used,

    /// <summary>A newer token replaced it.</summary>
    Replaced,

    /// <summary>It was revoked: the member was blocked, or changed their address or password.</summary>
    Revoked,
}
