namespace Members.Outcomes;

/// <summary>What became of a token that is refused.</summary>
[Alias("members.TokenFate")]
public enum TokenFate
{
    /// <summary>It is not one of ours, or its owner has forgotten it.</summary>
    Unknown,

    /// <summary>It has been used.</summary>
    Used,

    /// <summary>A newer one took its place.</summary>
    Replaced,

    /// <summary>It was withdrawn: the member was blocked, or changed their address or password.</summary>
    Revoked,
}
