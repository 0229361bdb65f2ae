using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Passwords;

/// <summary>What the page shows that a set-password link opens.</summary>
/// <param name="Token">The token of the link.</param>
/// <param name="Email">The member's address, under which password stores keep the new password; null where it is not known.</param>
/// <param name="Refusal">What was wrong; null before anybody has tried.</param>
internal sealed record SetPasswordForm(string Token, string? Email, Refusal? Refusal = null) : IResult
{
    /// <summary>Whether the link is good no longer, so that another attempt cannot succeed.</summary>
    public bool IsDead => Refusal?.Entry.SetPasswordPage.Title is not null;

    public Task ExecuteAsync(HttpContext httpContext) =>
        new Page<SetPasswordView, SetPasswordForm>(this, Refusal?.Entry.SetPasswordPage.Status ?? StatusCodes.Status200OK)
        {
            RetryAfter = Refusal?.Entry.RetryAfter,
        }.ExecuteAsync(httpContext);
}
