namespace Members.Outcomes;

/// <summary>One rule that an input breaks.</summary>
/// <param name="Field">The name of the field as in the request.</param>
/// <param name="Rule">A stable upper-case name such as <c>TOO_SHORT</c>.</param>
/// <param name="Description">A sentence for people: what is wrong, and what would be right.</param>
/// <param name="Kind">A type that clients check, such as <c>EMAIL</c> for an address; or null.</param>
[GenerateSerializer, Immutable, Alias("members.Violation")]
public sealed record Violation(string Field, string Rule, string Description, string? Kind = null)
{
    /// <summary>The fewest or the most that is allowed, for those who say it in another language; null where it is not known.</summary>
    [Id(4)]
    public int? Limit { get; init; }
}
