using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.OAuth;

/// <summary>The page on which people log in for a client. It works without JavaScript and loads nothing.</summary>
internal sealed class LoginPage(
    AuthorizationRequest request, string? message = null, int status = 200, string? email = null, TimeSpan? retryAfter = null) : IResult
{
    /// <summary>The page after a failed attempt.</summary>
    public static LoginPage Refused(AuthorizationRequest request, Refusal refusal, string email)
    {
        var (reply, wait) = (refusal.Entry.LoginPage, refusal.Entry.RetryAfter);
        return new(request, reply.Message, reply.Status, email, wait);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Without a referrer, browsers send "null" as the origin of the form, which then cannot be told from a forged one.
        httpContext.Response.Headers["Referrer-Policy"] = "same-origin";
        if (retryAfter is { } wait)
        {
            await httpContext.RequestServices.GetRequiredService<HeldRefusals>().Hold(httpContext, wait);
        }

        var hidden = request.Parameters with { Code = null, Origin = null };
        await Html.LogIn.Write(
            httpContext,
            status,
            Html.Policy(formAction: null),
            ("title", $"Log in to {request.Client.Name}"),
            ("message", message),
            ("failed", status >= 400),
            ("email", email),
            ("fields", hidden.Present().Select(p => new[] { p.Name, p.Value }).ToArray()));
    }
}
