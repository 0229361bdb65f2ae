using System.Diagnostics;
using System.Globalization;
using Members.Gateway.Json;
using Members.Outcomes;

namespace Members.Gateway.Errors;

/// <summary>An error answer.</summary>
/// <param name="code">The row of the contract's table.</param>
/// <param name="detail">A sentence for the person who reads it.</param>
/// <param name="violations">The broken rules, for <see cref="ApiError.ValidationFailed"/>.</param>
/// <param name="retryAfter">When it is worth trying again.</param>
/// <param name="data">What goes with the application error.</param>
internal sealed class Problem(ApiError code, string detail, IReadOnlyList<Violation>? violations = null, TimeSpan? retryAfter = null, ErrorData? data = null) : IResult, IStatusCodeHttpResult
{
    /// <summary>The HTTP status.</summary>
    public int? StatusCode => code.Status;

    /// <summary>The error's name in the contract's table.</summary>
    public string Code => code.Name;

    /// <summary>An error with a sentence.</summary>
    public static Problem Of(ApiError code, string detail) => new(code, detail);

    /// <summary>A body or a parameter that breaks rules.</summary>
    public static Problem Invalid(params IReadOnlyList<Violation> violations) =>
        new(ApiError.ValidationFailed, string.Join(' ', violations.Select(v => v.Description)), violations);

    /// <summary>A limit was reached.</summary>
    public static Problem TooMany(TimeSpan wait) =>
        new(ApiError.TooManyRequests, $"Too many calls of this kind. Try again in {Seconds(wait)} seconds.", retryAfter: wait);

    /// <summary>Something that should be back soon.</summary>
    public static Problem Unavailable(ApiError code, string detail, TimeSpan wait) => new(code, detail, retryAfter: wait);

    /// <summary>The answer to a refusal: the one place that maps them.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="verification">The e-mail verification that the call named, which the answer repeats.</param>
    public static Problem From(Refusal refusal, string? verification = null) => refusal switch
    {
        Refusal.Invalid invalid => Invalid(invalid.Violations),
        Refusal.InvalidCredentials => Of(ApiError.InvalidCredentials, "The e-mail address or the password is wrong."),
        Refusal.PendingApproval => Of(ApiError.PendingApproval, "This member waits for approval and cannot log in yet."),
        Refusal.MemberBlocked => Of(ApiError.MemberBlocked, "This member is blocked and cannot log in."),
        Refusal.MemberNotFound => Of(ApiError.MemberNotFound, "There is no member with this id or e-mail address."),
        Refusal.EmailTaken => Of(ApiError.EmailAlreadyExists, "This e-mail address belongs to a member already."),
        Refusal.TokenInvalid token => Of(ApiError.TokenInvalid, Sentence(token.Fate)),
        Refusal.TokenExpired => Of(ApiError.TokenExpired, "This token has expired. Ask for a new one."),
        Refusal.Unauthenticated => Of(ApiError.Unauthenticated, "The session has ended. Log in again."),
        Refusal.EmailVerificationRequired required => new(
            ApiError.EmailVerificationRequired,
            "Email verification required. A code was mailed; send the request again with it.",
            data: new ErrorData(required.Verification.Reveal())),
        Refusal.EmailVerificationFailed failed => new(
            ApiError.EmailVerificationFailed,
            failed.Reason == VerificationFailure.BadCode ? "This is not the code that was mailed last." : "There is no such verification, or its time is over. Begin again.",
            data: new ErrorData(verification, failed.Reason == VerificationFailure.BadCode ? "BAD_CODE" : "NOT_FOUND")),
        Refusal.TooManyRequests limit => TooMany(limit.RetryAfter),
        Refusal.Overloaded overloaded => Unavailable(
            ApiError.Overloaded, $"Too many logins are being checked. Try again in {Seconds(overloaded.RetryAfter)} seconds.", overloaded.RetryAfter),
        _ => throw new UnreachableException($"The refusal {refusal.GetType().Name} has no answer."),
    };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = code.Status;
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Seconds(wait);
        }

        if (code.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = OAuthErrors.Challenge(httpContext.Request, code);
        }

        var applicationErrorOnly = ApplicationErrorsOnly.Holds(httpContext);
        var body = new ProblemBody(
            $"urn:members:error:{code.Name.ToLowerInvariant().Replace('_', '-')}",
            code.Title,
            code.Status,
            detail,
            code.Name,
            RequestId.Of(httpContext),
            detail,
            violations is null || applicationErrorOnly
                ? new ErrorDetails(new ApplicationError(code.WixCode, detail, data ?? ErrorData.None), null)
                : new ErrorDetails(null, new ValidationError([.. violations.Select(Describe)])));
        return OAuthErrors.Holds(httpContext)
            ? response.WriteAsJsonAsync(body with { Error = OAuthErrors.NameOf(code), ErrorDescription = detail }, GatewayJson.Default.ProblemBody, "application/json; charset=utf-8")
            : response.WriteAsJsonAsync(body, GatewayJson.Default.ProblemBody, "application/problem+json; charset=utf-8");
    }

    private static string Sentence(TokenFate fate) => fate switch
    {
        TokenFate.Used => "This token has been used already. Each works once.",
        TokenFate.Replaced => "A newer token has taken this one's place. Use the newest.",
        TokenFate.Revoked => "This token was withdrawn.",
        _ => "This token is not valid.",
    };

    private static FieldViolation Describe(Violation v) => new(v.Field, v.Description, v.Rule, v.Rule, new ViolationData(v.Kind ?? "OTHER"));

    /// <summary>A wait as the header Retry-After says it (RFC 9110, 10.2.3).</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
