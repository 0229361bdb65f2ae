using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Setup;

/// <summary>What is wrong with the API key.</summary>
internal enum KeyFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is no key that counts.</summary>
    NotValid,

    /// <summary>It has not all scopes.</summary>
    LacksScopes,
}

/// <summary>The page on which the first owner is made.</summary>
/// <param name="Email">The address that was typed.</param>
internal sealed record SetUpForm(string Email = "")
{
    /// <summary>Whether the site has an owner already, so that there is nothing to do here.</summary>
    public bool HasOwner { get; init; }

    /// <summary>What is wrong with the API key.</summary>
    public KeyFault KeyFault { get; init; }

    /// <summary>Why nobody was made an owner; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    private int Status => KeyFault switch
    {
        KeyFault.NotValid => StatusCodes.Status400BadRequest,
        KeyFault.LacksScopes => StatusCodes.Status403Forbidden,
        KeyFault.None => Refusal?.Entry.LoginPage.Status ?? StatusCodes.Status200OK,
    };

    /// <summary>The page, with the status of what is wrong.</summary>
    public IResult Page(int? status = null) =>
        new Page<SetUpView, SetUpForm>(this, status ?? Status) { RetryAfter = Refusal?.Entry.RetryAfter };

    /// <summary>The rule of a field that was broken; null when none was.</summary>
    public string? RuleOf(string field) => (Refusal as Refusal.Invalid)?.Violations.FirstOrDefault(v => v.Field == field)?.Rule;
}
