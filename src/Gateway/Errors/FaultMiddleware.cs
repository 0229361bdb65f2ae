using System.Text;
using Members.Outcomes;
using Microsoft.Net.Http.Headers;
using Orleans.Serialization;

namespace Members.Gateway.Errors;

/// <summary>
/// Names the request, and turns whatever fails further in into the one error body, without a stack trace, an SQL text or a path
/// (contract, section 4).
/// </summary>
internal sealed partial class FaultMiddleware(RequestDelegate next, ILogger<FaultMiddleware> logger)
{
    private const string Repeatable = "Whether the request was carried out is not known; it may be repeated.";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers[RequestId.Header] = RequestId.Of(context);
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response.StatusCode >= 400 && context.Response.ContentType is null)
            {
                await ForStatus(context.Response.StatusCode).ExecuteAsync(context);
            }
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            context.Response.Headers[RequestId.Header] = RequestId.Of(context); // lost when a request times out
            await For(fault, context.Request).ExecuteAsync(context);
        }
    }

    private Problem For(Exception fault, HttpRequest request)
    {
        switch (fault)
        {
            case BadHttpRequestException bad:
                return ForStatus(bad.StatusCode);
            case InvalidDataException:
                // The form reader throws this when parts of the form are too many or too long.
                return ForStatus(StatusCodes.Status400BadRequest);
            case InvalidOperationException or NotSupportedException when HasUnknownCharset(request):
                return ForStatus(StatusCodes.Status415UnsupportedMediaType);
            case StorageUnavailableException:
                return Problem.Unavailable(ApiError.StorageUnavailable, $"The store does not answer. {Repeatable}", Soon);
            case TimeoutException or OrleansException or CodecNotFoundException or OperationCanceledException:
                LogCluster(fault);
                return Problem.Unavailable(ApiError.ClusterUnavailable, $"The cluster does not answer. {Repeatable}", Soon);
            default:
                LogInternal(fault);
                return Problem.Of(ApiError.Internal, "Something went wrong here. It has been written to the log under this trace id.");
        }
    }

    // The JSON reader has no exception of its own for a charset without a decoder.
    private static bool HasUnknownCharset(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue)
        {
            return false;
        }

        try
        {
            Encoding.GetEncoding(type.Charset.Value.Trim('"'));
            return false;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return true;
        }
    }

    private static Problem ForStatus(int status) => status switch
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

    [LoggerMessage(Level = LogLevel.Error, Message = "A grain call failed.")]
    private partial void LogCluster(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed unexpectedly.")]
    private partial void LogInternal(Exception fault);
}
