namespace Members.Tests.Http.Hosting;

/// <summary>One row of the contract's table of errors (section 4), written down a second time on purpose.</summary>
internal sealed record Fault(int Status, string Code, string? WixCode)
{
    public static readonly Fault Invalid = new(400, "VALIDATION_FAILED", null);
    public static readonly Fault TooSlow = new(408, "VALIDATION_FAILED", null);
    public static readonly Fault TooLarge = new(413, "VALIDATION_FAILED", null);
    public static readonly Fault NotJson = new(415, "VALIDATION_FAILED", null);
    public static readonly Fault TokenInvalid = new(400, "TOKEN_INVALID", "-19972");
    public static readonly Fault TokenExpired = new(400, "TOKEN_EXPIRED", "-19972");
    public static readonly Fault InvalidCredentials = new(401, "INVALID_CREDENTIALS", "-19976");
    public static readonly Fault Unauthenticated = new(401, "UNAUTHENTICATED", "-19984");
    public static readonly Fault PermissionDenied = new(403, "PERMISSION_DENIED", "PERMISSION_DENIED");
    public static readonly Fault PendingApproval = new(403, "PENDING_APPROVAL", "-19958");
    public static readonly Fault MemberBlocked = new(403, "MEMBER_BLOCKED", "-19956");
    public static readonly Fault ApplicationRejected = new(403, "APPLICATION_REJECTED", "APPLICATION_REJECTED");
    public static readonly Fault AlreadyDecided = new(409, "ALREADY_DECIDED", "ALREADY_DECIDED");
    public static readonly Fault AlreadyClaimed = new(409, "ALREADY_CLAIMED", "ALREADY_CLAIMED");
    public static readonly Fault SignupClosed = new(403, "SIGNUP_CLOSED", "SIGNUP_CLOSED");
    public static readonly Fault SignupRefused = new(403, "SIGNUP_REFUSED", "SIGNUP_REFUSED");
    public static readonly Fault InvitationRequired = new(403, "INVITATION_REQUIRED", "INVITATION_REQUIRED");
    public static readonly Fault InvitationInvalid = new(403, "INVITATION_INVALID", "INVITATION_INVALID");
    public static readonly Fault UndoOver = new(409, "UNDO_OVER", "UNDO_OVER");
    public static readonly Fault LastOwner = new(409, "LAST_OWNER", "LAST_OWNER");
    public static readonly Fault MemberNotFound = new(404, "MEMBER_NOT_FOUND", "MEMBER_NOT_FOUND");
    public static readonly Fault NotFound = new(404, "NOT_FOUND", "NOT_FOUND");
    public static readonly Fault MethodNotAllowed = new(405, "METHOD_NOT_ALLOWED", "METHOD_NOT_ALLOWED");
    public static readonly Fault EmailAlreadyExists = new(409, "EMAIL_ALREADY_EXISTS", "-19995");
    public static readonly Fault EmailVerificationRequired = new(428, "EMAIL_VERIFICATION_REQUIRED", "EMAIL_VERIFICATION_REQUIRED");
    public static readonly Fault EmailVerificationFailed = new(401, "EMAIL_VERIFICATION_FAILED", "EMAIL_VERIFICATION_FAILED");
    public static readonly Fault VerificationFailed = new(400, "VERIFICATION_FAILED", "VERIFICATION_FAILED");
    public static readonly Fault CurrentPasswordRequired = new(400, "CURRENT_PASSWORD_REQUIRED", "CURRENT_PASSWORD_REQUIRED");
    public static readonly Fault InvalidRequest = new(400, "INVALID_REQUEST", "INVALID_REQUEST");
    public static readonly Fault InvalidClient = new(401, "INVALID_CLIENT", "INVALID_CLIENT");
    public static readonly Fault InvalidGrant = new(400, "INVALID_GRANT", "INVALID_GRANT");
    public static readonly Fault UnsupportedGrantType = new(400, "UNSUPPORTED_GRANT_TYPE", "UNSUPPORTED_GRANT_TYPE");
    public static readonly Fault TooManyRequests = new(429, "TOO_MANY_REQUESTS", "-19959");
    public static readonly Fault Internal = new(500, "INTERNAL", "INTERNAL");
    public static readonly Fault Overloaded = new(503, "OVERLOADED", "OVERLOADED");
    public static readonly Fault StorageUnavailable = new(503, "STORAGE_UNAVAILABLE", "STORAGE_UNAVAILABLE");
    public static readonly Fault ClusterUnavailable = new(503, "CLUSTER_UNAVAILABLE", "CLUSTER_UNAVAILABLE");

    private static readonly Fault[] All =
    [
        Invalid, TooSlow, TooLarge, NotJson, TokenInvalid, TokenExpired, InvalidCredentials, Unauthenticated, PermissionDenied,
        PendingApproval,
        ApplicationRejected, AlreadyDecided, AlreadyClaimed, UndoOver, SignupClosed, SignupRefused, InvitationRequired, InvitationInvalid,
        LastOwner, MemberBlocked, MemberNotFound, NotFound, MethodNotAllowed, EmailAlreadyExists, EmailVerificationRequired,
        EmailVerificationFailed,
        VerificationFailed, CurrentPasswordRequired, InvalidRequest, InvalidClient, InvalidGrant, UnsupportedGrantType, TooManyRequests,
        Internal, Overloaded,
        StorageUnavailable, ClusterUnavailable,
    ];

    public static Fault Find(int status, string code) =>
        All.SingleOrDefault(f => f.Status == status && f.Code == code)
        ?? throw new InvalidOperationException($"{status} {code} is no row of the contract's table.");
}
