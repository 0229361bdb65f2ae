namespace Members.Secrets;

/// <summary>What a token is for. A token of one purpose is never accepted for another.</summary>
[Alias("members.TokenPurpose")]
public enum TokenPurpose
{
    /// <summary>A one-time ticket that is exchanged for a session (<c>mst_</c>).</summary>
    SessionTicket = 0,

    /// <summary>A session (<c>mss_</c>).</summary>
    Session = 1,

    /// <summary>Approves a pending member (<c>map_</c>).</summary>
    Approval = 2,

    /// <summary>Sets a password, from a mailed link (<c>mpw_</c>).</summary>
    SetPassword = 3,

    /// <summary>An API key (<c>mak_</c>).</summary>
    ApiKey = 4,

    /// <summary>A device that a member has logged in with (<c>mdv_</c>). It grants no access.</summary>
    Device = 5,

    /// <summary>An OAuth access token, valid for some hours (<c>mat_</c>, RFC 6749, 1.4). It belongs to a session with a client.</summary>
    AccessToken = 6,

    /// <summary>An OAuth refresh token (<c>mrt_</c>, RFC 6749, 1.5).</summary>
    RefreshToken = 7,

    /// <summary>A one-time authorization code (<c>mac_</c>, RFC 6749, 4.1).</summary>
    AuthorizationCode = 8,

    /// <summary>Identifies the client on whose pages a visitor is (<c>mvt_</c>). It belongs to the client and identifies nobody.</summary>
    Visitor = 9,

    /// <summary>Asks for another visitor token (<c>mvr_</c>).</summary>
    VisitorRefresh = 10,

    /// <summary>Stands for an API key for some hours (<c>maa_</c>, RFC 6749, 4.4).</summary>
    KeyAccess = 11,

    /// <summary>An e-mail verification in progress (<c>mev_</c>). Worthless without the mailed code.</summary>
    EmailVerification = 12,

    /// <summary>Undoes a change of the login address (<c>mue_</c>).</summary>
    UndoEmailChange = 13,

    /// <summary>Shows an applicant how their application stands (<c>mwt_</c>). It logs nobody in.</summary>
    Application = 14,

    /// <summary>Opens an application for an approver, from a mailed link (<c>mdt_</c>). It decides about that application alone.</summary>
    Decision = 15,
}
