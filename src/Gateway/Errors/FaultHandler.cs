using Members.Outcomes;
using Microsoft.AspNetCore.Diagnostics;
using Orleans.Serialization;

namespace Members.Gateway.Errors;

/// <summary>
/// Turns whatever fails further in into the one error body, without a stack trace, an SQL text or a path (contract, section 4). The
/// framework's problem details lack the members that Wix clients read, so <see cref="Problem"/> writes them.
/// </summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    private const string Repeatable = "Whether the request was carried out is not known; it may be repeated.";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // Nobody reads the answer, and what failed may have failed for that reason.
        if (!httpContext.RequestAborted.IsCancellationRequested)
        {
            await For(exception).ExecuteAsync(httpContext);
        }

        return true;
    }

    private Problem For(Exception fault)
    {
        switch (fault)
        {
            case BadHttpRequestException bad:
                return StatusAnswers.For(bad.StatusCode);
            case InvalidDataException:
                // The form reader throws this when parts of the form are too many or too long.
                return StatusAnswers.For(StatusCodes.Status400BadRequest);
        }

        var error = ErrorOf(fault);
        if (error == ApiError.StorageUnavailable)
        {
            return Problem.Unavailable(error, $"The store does not answer. {Repeatable}", Soon);
        }

        if (error == ApiError.Overloaded)
        {
            // Not logged here: the silo has, and a flood would write a stack trace for each request.
            return Problem.Unavailable(error, $"Too many calls are waiting to be answered. {Repeatable}", Soon);
        }

        if (error == ApiError.ClusterUnavailable)
        {
            LogCluster(fault);
            return Problem.Unavailable(error, $"The cluster does not answer. {Repeatable}", Soon);
        }

        LogInternal(fault);
        return Problem.Of(ApiError.Internal, "Something went wrong here. It has been written to the log under this trace id.");
    }

    /// <summary>The error of a grain call that may be repeated; null when somebody must look at the fault.</summary>
    public static ApiError? ErrorOf(Exception fault) => fault switch
    {
        StorageUnavailableException => ApiError.StorageUnavailable,
        LimitExceededException => ApiError.Overloaded,
        TimeoutException or OrleansException or CodecNotFoundException or OperationCanceledException => ApiError.ClusterUnavailable,
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A grain call failed.")]
    private partial void LogCluster(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed unexpectedly.")]
    private partial void LogInternal(Exception fault);
}
