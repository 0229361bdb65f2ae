using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.OAuth;

/// <summary>The page on which people log in for a client. It works without JavaScript.</summary>
/// <param name="Request">What the client asks for.</param>
/// <param name="Email">The address that was typed.</param>
/// <param name="Refusal">Why nobody was logged in; null before anybody has tried.</param>
internal sealed record LoginPage(AuthorizationRequest Request, string? Email = null, Refusal? Refusal = null) : IResult
{
    /// <summary>Whether a link was asked for that sets a password.</summary>
    public bool HasMailed { get; init; }

    /// <summary>What goes along: the request, to be made again once somebody has logged in.</summary>
    public IEnumerable<(string Name, string Value)> Hidden => (Request.Parameters with { Code = null, Origin = null }).Present();

    public Task ExecuteAsync(HttpContext httpContext) =>
        new Page<LoginPageView, LoginPage>(this, Refusal?.Entry.LoginPage.Status ?? StatusCodes.Status200OK)
        {
            RetryAfter = Refusal?.Entry.RetryAfter,
            FormAction = null,
        }.ExecuteAsync(httpContext);
}
