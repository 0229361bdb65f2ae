namespace Members.Gateway.Pages.Faults;

/// <summary>What went wrong with a request that a person made, told on a page.</summary>
/// <param name="Status">The HTTP status, by which the sentences are found.</param>
/// <param name="Wait">When it is worth trying again.</param>
internal sealed record PageFault(int Status, TimeSpan? Wait) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        new Page<PageFaultView, PageFault>(this, Status) { RetryAfter = Status is 429 or 503 ? Wait : null }.ExecuteAsync(httpContext);
}
