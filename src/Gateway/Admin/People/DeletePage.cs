using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Admin.People;

/// <summary>The page that asks whether a deletion is meant.</summary>
/// <param name="Person">Whom.</param>
internal sealed record DeletePage(PersonPage Person)
{
    /// <summary>What was typed to confirm it; null before anything was.</summary>
    public string? Typed { get; init; }

    /// <summary>Why the member was not deleted.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether the member's address was typed.</summary>
    public bool IsSure => string.Equals(Typed, Person.Member.LoginEmail, StringComparison.OrdinalIgnoreCase);

    public IResult Page() =>
        new Page<DeleteView, DeletePage>(this, Refusal?.Entry.Api.Error.Status ?? (Typed is null || IsSure ? 200 : 400));
}
