namespace Members.Gateway.Pages;

/// <summary>A page that says something and asks for nothing.</summary>
internal sealed class Notice(int status, string title, string message) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) =>
        Html.Notice.Write(httpContext, status, Html.Policy("'none'"), ("title", title), ("message", message), ("failed", status >= 400));
}
