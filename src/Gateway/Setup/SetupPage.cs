using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Setup;

/// <summary>The page on which the first owner of a site is made.</summary>
/// <param name="Email">The address that was typed.</param>
internal sealed record SetupPage(string Email = "")
{
    /// <summary>Whether the API key was not good, or may not do everything.</summary>
    public bool IsKeyWrong { get; init; }

    /// <summary>Why nobody became an owner; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The page, with the status that the refusal has.</summary>
    public IResult Page() => new Page<SetupView, SetupPage>(this, IsKeyWrong ? 401 : Refusal?.Entry.Api.Error.Status ?? 200)
    {
        RetryAfter = Refusal?.Entry.RetryAfter,
    };
}
