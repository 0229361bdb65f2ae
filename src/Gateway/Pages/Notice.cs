namespace Members.Gateway.Pages;

/// <summary>A page with a message and no form.</summary>
internal sealed class Notice(int status, string title, string message) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        Html.Notice.Write(httpContext, status, Html.Policy("'none'"), ("title", title), ("message", message), ("failed", status >= 400));
}
