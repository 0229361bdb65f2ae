using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Admission;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Gateway.Pages.Faults;
using Members.Outcomes;

namespace Members.Gateway.Errors;

/// <summary>An error response.</summary>
/// <param name="error">The code of the contract.</param>
/// <param name="detail">A sentence for the person who reads it.</param>
/// <param name="violations">The broken rules, for <see cref="ApiError.ValidationFailed"/>.</param>
/// <param name="retryAfter">When it is worth trying again.</param>
/// <param name="data">What goes with the application error.</param>
internal sealed class Problem(
    ApiError error, string detail, IReadOnlyList<Violation>? violations = null, TimeSpan? retryAfter = null, ErrorData? data = null)
    : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => error.Status;

    public string Code => error.Name;

    public static Problem Of(ApiError error, string detail) => new(error, detail);

    /// <summary>A body or a parameter that breaks rules.</summary>
    public static Problem Invalid(params IReadOnlyList<Violation> violations) =>
        new(ApiError.ValidationFailed, string.Join(' ', violations.Select(v => v.Description)), violations);

    /// <summary>A limit of the gateway was reached.</summary>
    public static Problem TooMany(TimeSpan wait) => From(new Refusal.TooManyRequests(wait));

    /// <summary>A failure that should be over soon.</summary>
    public static Problem Unavailable(ApiError error, string detail, TimeSpan wait) => new(error, detail, retryAfter: wait);

    /// <summary>A refusal, as the API reports it.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="verification">The e-mail verification that the call named, which the response repeats.</param>
    public static Problem From(Refusal refusal, string? verification = null)
    {
        var entry = refusal.Entry;
        return new(entry.Api.Error, entry.Api.Detail, entry.Violations, entry.RetryAfter, Data(entry, verification));
    }

    /// <summary>A refusal, in the words of a protocol that has its own.</summary>
    public static Problem From(Refusal refusal, Func<RefusalEntry, ErrorReply> words)
    {
        var entry = refusal.Entry;
        var reply = words(entry);
        return reply == entry.Api ? From(refusal) : new(reply.Error, reply.Detail, retryAfter: entry.RetryAfter);
    }

    public Task ExecuteAsync(HttpContext httpContext) => PageRoute.Holds(httpContext)
        ? new PageFault(error.Status, retryAfter).ExecuteAsync(httpContext)
        : retryAfter is { } wait && (error == ApiError.TooManyRequests || error == ApiError.Overloaded)
            ? Hold(httpContext, wait)
            : Write(httpContext);

    private async Task Hold(HttpContext context, TimeSpan wait)
    {
        await context.RequestServices.GetRequiredService<HeldRefusals>().Hold(context, wait);
        await Write(context);
    }

    private Task Write(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = error.Status;
        if (retryAfter is { } wait && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = RefusalCatalog.Seconds(wait);
        }

        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = OAuthErrors.Challenge(httpContext.Request, error);
        }

        var body = Body(httpContext);
        return OAuthErrors.Holds(httpContext)
            ? response.WriteAsJsonAsync(
                body with { Error = error.OAuthError, ErrorDescription = detail },
                GatewayJson.Default.ProblemBody,
                "application/json; charset=utf-8")
            : response.WriteAsJsonAsync(body, GatewayJson.Default.ProblemBody, "application/problem+json; charset=utf-8");
    }

    private ProblemBody Body(HttpContext context) => new(
        $"urn:members:error:{error.Name.ToLowerInvariant().Replace('_', '-')}",
        error.Title,
        error.Status,
        detail,
        error.Name,
        RequestId.Of(context),
        detail,
        violations is null || ApplicationErrorsOnly.Holds(context)
            ? new ErrorDetails(new ApplicationError(error.WixCode, detail, data ?? ErrorData.None), null)
            : new ErrorDetails(null, new ValidationError([.. violations.Select(Describe)])));

    private static ErrorData? Data(RefusalEntry entry, string? verification) => entry switch
    {
        { Verification: { } begun } => new ErrorData(begun.Reveal()),
        { VerificationFailureReason: { } reason } => new ErrorData(verification, reason),
        { Application: { } application } => new ErrorData(
            Status: application.Status is { } status ? MemberStatuses.Of(status).ApiName : null,
            Decision: application.Decision is { } decision ? DecisionBody.Of(decision) : null,
            Reason: application.Reason,
            At: application.At,
            ApplyAgainAt: application.Again,
            ApplicationToken: application.Token?.Reveal(),
            Until: application.Until),
        _ => null,
    };

    private static FieldViolation Describe(Violation v) =>
        new(v.Field, v.Description, v.Rule, v.Rule, new ViolationData(v.Kind ?? "OTHER"));
}
