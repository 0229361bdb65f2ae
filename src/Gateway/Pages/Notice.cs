namespace Members.Gateway.Pages;

/// <summary>A page with a message and no form.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="title">The heading.</param>
/// <param name="message">What it says.</param>
/// <param name="logIn">Where to log in, if that is what comes next.</param>
internal sealed class Notice(int status, string title, string message, string? logIn = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Html.Notice.Write(
        httpContext,
        status,
        Html.Policy("'none'"),
        ("title", title),
        ("message", message),
        ("logIn", logIn),
        ("failed", status >= 400));
}
