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
    public static Problem TooMany(TimeSpan wait) => From(new Refusal.TooManyRequests(wait));

    /// <summary>Something that should be back soon.</summary>
    public static Problem Unavailable(ApiError code, string detail, TimeSpan wait) => new(code, detail, retryAfter: wait);

    /// <summary>The answer to a refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="verification">The e-mail verification that the call named, which the answer repeats.</param>
    public static Problem From(Refusal refusal, string? verification = null)
    {
        var entry = refusal.Entry;
        return new(entry.Api.Error, entry.Api.Detail, entry.Violations, entry.RetryAfter, Data(entry, verification));
    }

    /// <summary>The answer to a refusal in the words of a protocol that has its own.</summary>
    public static Problem From(Refusal refusal, Func<RefusalEntry, ErrorReply> words)
    {
        var entry = refusal.Entry;
        var reply = words(entry);
        return reply == entry.Api ? From(refusal) : new(reply.Error, reply.Detail, retryAfter: entry.RetryAfter);
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = code.Status;
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = RefusalCatalog.Seconds(wait);
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
            ? response.WriteAsJsonAsync(body with { Error = code.OAuthError, ErrorDescription = detail }, GatewayJson.Default.ProblemBody, "application/json; charset=utf-8")
            : response.WriteAsJsonAsync(body, GatewayJson.Default.ProblemBody, "application/problem+json; charset=utf-8");
    }

    private static ErrorData? Data(RefusalEntry entry, string? verification) => entry switch
    {
        { Verification: { } begun } => new ErrorData(begun.Reveal()),
        { VerificationFailureReason: { } reason } => new ErrorData(verification, reason),
        _ => null,
    };

    private static FieldViolation Describe(Violation v) => new(v.Field, v.Description, v.Rule, v.Rule, new ViolationData(v.Kind ?? "OTHER"));
}
