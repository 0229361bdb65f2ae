using Members.Outcomes;
using Microsoft.AspNetCore.Diagnostics;

namespace Members.Gateway.Errors;

/// <summary>The error body for a status that the framework answers without one.</summary>
internal static class StatusAnswers
{
    public static Task Write(StatusCodeContext context)
    {
        // HEAD is answered wherever GET is, which the router does not know.
        var headers = context.HttpContext.Response.Headers;
        if (headers.Allow.ToString() is { Length: > 0 } allowed && allowed.Contains(HttpMethods.Get, StringComparison.Ordinal))
        {
            headers.Allow = $"{allowed}, {HttpMethods.Head}";
        }

        return For(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext);
    }

    public static Problem For(int status) => status switch
    {
        404 => Problem.Of(ApiError.NotFound, "There is nothing at this address."),
        405 => Problem.Of(ApiError.MethodNotAllowed, "This address does not answer to this method."),
        408 => new(ApiError.TooSlow, "The request came too slowly.", [Body("TOO_SLOW", "The request came too slowly.")]),
        413 => new(ApiError.TooLarge, "The request is too large.", [Body("TOO_LARGE", "The request is too large.")]),
        415 => new(ApiError.NotJson, "Send the body as application/json.", [Body("CONTENT_TYPE", "Send the body as application/json.")]),
        >= 500 => Problem.Of(ApiError.Internal, "Something went wrong here."),
        _ => Problem.Invalid(Body("MALFORMED", "The body is missing, is not JSON, or has a value of the wrong type.")),
    };

    private static Violation Body(string rule, string description) => new("body", rule, description);
}
