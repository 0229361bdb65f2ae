namespace Members.Secrets;

/// <summary>What a token is for. A token of one purpose is never accepted for another.</summary>
[Alias("members.TokenPurpose")]
public enum TokenPurpose
{
    /// <summary>A one-time ticket that becomes a session (<c>mst_</c>).</summary>
    SessionTicket,

    /// <summary>A session (<c>mss_</c>).</summary>
    Session,

    /// <summary>Approves a pending member (<c>map_</c>).</summary>
    Approval,

    /// <summary>Sets a password from a mailed link (<c>mpw_</c>).</summary>
    SetPassword,

    /// <summary>An API key (<c>mak_</c>).</summary>
    ApiKey,

    /// <summary>A device that a member has logged in with (<c>mdv_</c>). It lets nobody in.</summary>
    Device,
}
