namespace Members.Outcomes;

/// <summary>A code in the contract's table of errors (contract, section 4).</summary>
/// <param name="Name">The <c>code</c> in HTTP responses, and the result in audit events.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="WixCode">The <c>details.applicationError.code</c>.</param>
/// <param name="OAuthError">The <c>error</c> at the OAuth endpoints (RFC 6749, 5.2).</param>
/// <param name="Title">The title of the problem, the same for every occurrence (RFC 9457, 3.1.4).</param>
internal sealed record ApiError(string Name, int Status, string WixCode, string OAuthError, string Title)
{
    public static readonly ApiError ValidationFailed =
        new("VALIDATION_FAILED", 400, "VALIDATION_FAILED", "invalid_request", "The request is not valid");

    public static readonly ApiError TooSlow =
        new("VALIDATION_FAILED", 408, "VALIDATION_FAILED", "invalid_request", "The request came too slowly");

    public static readonly ApiError TooLarge =
        new("VALIDATION_FAILED", 413, "VALIDATION_FAILED", "invalid_request", "The request is too large");

    public static readonly ApiError NotJson =
        new("VALIDATION_FAILED", 415, "VALIDATION_FAILED", "invalid_request", "The content type is not supported");

    public static readonly ApiError TokenInvalid =
        new("TOKEN_INVALID", 400, "-19972", "invalid_request", "The token is not valid");

    public static readonly ApiError TokenExpired =
        new("TOKEN_EXPIRED", 400, "-19972", "invalid_request", "The token has expired");

    public static readonly ApiError InvalidCredentials =
        new("INVALID_CREDENTIALS", 401, "-19976", "invalid_client", "Wrong e-mail address or password");

    public static readonly ApiError Unauthenticated =
        new("UNAUTHENTICATED", 401, "-19984", "invalid_client", "No valid credential");

    public static readonly ApiError PermissionDenied =
        new("PERMISSION_DENIED", 403, "PERMISSION_DENIED", "unauthorized_client", "Not allowed");

    public static readonly ApiError PendingApproval =
        new("PENDING_APPROVAL", 403, "-19958", "unauthorized_client", "The member waits for approval");

    public static readonly ApiError MemberBlocked =
        new("MEMBER_BLOCKED", 403, "-19956", "unauthorized_client", "The member is blocked");

    public static readonly ApiError ApplicationRejected =
        new("APPLICATION_REJECTED", 403, "APPLICATION_REJECTED", "unauthorized_client", "The application was rejected");

    public static readonly ApiError AlreadyDecided =
        new("ALREADY_DECIDED", 409, "ALREADY_DECIDED", "invalid_request", "The application is decided already");

    public static readonly ApiError AlreadyClaimed =
        new("ALREADY_CLAIMED", 409, "ALREADY_CLAIMED", "invalid_request", "Somebody else looks after the application");

    public static readonly ApiError SignupClosed =
        new("SIGNUP_CLOSED", 403, "SIGNUP_CLOSED", "unauthorized_client", "Nobody can sign up now");

    public static readonly ApiError SignupRefused =
        new("SIGNUP_REFUSED", 403, "SIGNUP_REFUSED", "unauthorized_client", "The site turns this sign-up away");

    public static readonly ApiError InvitationRequired =
        new("INVITATION_REQUIRED", 403, "INVITATION_REQUIRED", "unauthorized_client", "An invitation is needed");

    public static readonly ApiError InvitationInvalid =
        new("INVITATION_INVALID", 403, "INVITATION_INVALID", "unauthorized_client", "The invitation cannot be used");

    public static readonly ApiError LastOwner =
        new("LAST_OWNER", 409, "LAST_OWNER", "invalid_request", "The last owner stays");

    public static readonly ApiError UndoOver =
        new("UNDO_OVER", 409, "UNDO_OVER", "invalid_request", "The decision can no longer be undone");

    public static readonly ApiError MemberNotFound =
        new("MEMBER_NOT_FOUND", 404, "MEMBER_NOT_FOUND", "invalid_request", "There is no such member");

    public static readonly ApiError NotFound =
        new("NOT_FOUND", 404, "NOT_FOUND", "invalid_request", "There is nothing here");

    public static readonly ApiError MethodNotAllowed =
        new("METHOD_NOT_ALLOWED", 405, "METHOD_NOT_ALLOWED", "invalid_request", "The method is not allowed here");

    public static readonly ApiError EmailAlreadyExists =
        new("EMAIL_ALREADY_EXISTS", 409, "-19995", "invalid_request", "The e-mail address is taken");

    public static readonly ApiError EmailVerificationRequired =
        new("EMAIL_VERIFICATION_REQUIRED", 428, "EMAIL_VERIFICATION_REQUIRED", "invalid_request", "The e-mail address must be verified");

    public static readonly ApiError EmailVerificationFailed =
        new("EMAIL_VERIFICATION_FAILED", 401, "EMAIL_VERIFICATION_FAILED", "invalid_client", "The e-mail code is wrong");

    public static readonly ApiError VerificationFailed =
        new("VERIFICATION_FAILED", 400, "VERIFICATION_FAILED", "invalid_request", "The e-mail code is wrong");

    public static readonly ApiError CurrentPasswordRequired =
        new("CURRENT_PASSWORD_REQUIRED", 400, "CURRENT_PASSWORD_REQUIRED", "invalid_request", "The current password is needed");

    public static readonly ApiError InvalidRequest =
        new("INVALID_REQUEST", 400, "INVALID_REQUEST", "invalid_request", "The request is not valid");

    public static readonly ApiError InvalidClient =
        new("INVALID_CLIENT", 401, "INVALID_CLIENT", "invalid_client", "The client is not known");

    public static readonly ApiError InvalidGrant =
        new("INVALID_GRANT", 400, "INVALID_GRANT", "invalid_grant", "The grant is not good");

    public static readonly ApiError UnsupportedGrantType =
        new("UNSUPPORTED_GRANT_TYPE", 400, "UNSUPPORTED_GRANT_TYPE", "unsupported_grant_type", "There is no such grant");

    public static readonly ApiError TooManyRequests =
        new("TOO_MANY_REQUESTS", 429, "-19959", "temporarily_unavailable", "Too many requests");

    public static readonly ApiError Internal =
        new("INTERNAL", 500, "INTERNAL", "server_error", "Something went wrong");

    public static readonly ApiError Overloaded =
        new("OVERLOADED", 503, "OVERLOADED", "temporarily_unavailable", "Too much to do at the moment");

    public static readonly ApiError StorageUnavailable =
        new("STORAGE_UNAVAILABLE", 503, "STORAGE_UNAVAILABLE", "temporarily_unavailable", "The store does not answer");

    public static readonly ApiError ClusterUnavailable =
        new("CLUSTER_UNAVAILABLE", 503, "CLUSTER_UNAVAILABLE", "temporarily_unavailable", "The cluster does not answer");
}
