using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Passwords;

/// <summary>The page on which somebody asks for a link that sets a password.</summary>
/// <param name="Email">What was typed.</param>
/// <param name="Refusal">Why no link was asked for; null before anybody has tried.</param>
internal sealed record ForgotPasswordForm(string Email = "", Refusal? Refusal = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        new Page<ForgotPasswordView, ForgotPasswordForm>(this, Refusal?.Entry.Api.Error.Status ?? StatusCodes.Status200OK)
        {
            RetryAfter = Refusal?.Entry.RetryAfter,
        }.ExecuteAsync(httpContext);
}
