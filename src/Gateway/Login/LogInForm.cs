using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Login;

/// <summary>The login page.</summary>
/// <param name="Email">The address that was typed.</param>
internal sealed record LogInForm(string Email = "")
{
    /// <summary>Where to go afterwards, from the root of the site on; null for the account.</summary>
    public string? Next { get; init; }

    /// <summary>What was sent without a session, to be sent afterwards.</summary>
    public KeptForm? Kept { get; init; }

    /// <summary>Whether the device was to be remembered.</summary>
    public bool Remembers { get; init; }

    /// <summary>Why nobody was logged in; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The page, with the status that the refusal has.</summary>
    public IResult Page(int status = StatusCodes.Status200OK) =>
        new Page<LogInView, LogInForm>(this, Refusal?.Entry.LoginPage.Status ?? status) { RetryAfter = Refusal?.Entry.RetryAfter };
}
