using System.Collections.Immutable;

namespace Members.SignUp;

/// <summary>What a site asks of who signs up, in all languages. An answered form keeps the labels of its version.</summary>
/// <param name="Version">Counts the changes; 0 for a site that asks nothing.</param>
/// <param name="Fields">The fields, in the order of the page.</param>
[GenerateSerializer, Immutable, Alias("members.SignupForm")]
public sealed record SignupForm(int Version, ImmutableArray<FormField> Fields) : Extensible
{
    /// <summary>Asks nothing.</summary>
    public static SignupForm Empty { get; } = new(0, []);
}

/// <summary>A field of the sign-up form.</summary>
/// <param name="Key">Its name in answers and rules: up to 40 letters, digits and underscores.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Label">What it is called, by language.</param>
[GenerateSerializer, Immutable, Alias("members.FormField")]
public sealed record FormField(string Key, FieldKind Kind, ImmutableSortedDictionary<string, string> Label) : Extensible
{
    /// <summary>What helps to answer it, by language.</summary>
    [Id(3)]
    public ImmutableSortedDictionary<string, string>? Help { get; init; }

    /// <summary>Whether nobody signs up without it.</summary>
    [Id(4)]
    public bool Required { get; init; }

    /// <summary>What there is to choose from.</summary>
    [Id(5)]
    public ImmutableArray<FieldOption> Options { get; init; } = [];

    /// <summary>The fewest characters or choices, the least number or the first day, as in JSON without quotes.</summary>
    [Id(6)]
    public string? Min { get; init; }

    /// <summary>The most characters or choices, the largest number or the last day.</summary>
    [Id(7)]
    public string? Max { get; init; }

    /// <summary>A regular expression for the whole text, matched in linear time.</summary>
    [Id(8)]
    public string? Pattern { get; init; }

    /// <summary>Where the answer is kept besides the application.</summary>
    [Id(9)]
    public FieldTarget StoreAs { get; init; }

    /// <summary>What is agreed to, by language.</summary>
    [Id(10)]
    public ImmutableSortedDictionary<string, string>? Text { get; init; }

    /// <summary>The version of what is agreed to.</summary>
    [Id(11)]
    public string? Version { get; init; }
}

/// <summary>Something to choose.</summary>
/// <param name="Value">What the answer says.</param>
/// <param name="Label">What it is called, by language.</param>
[GenerateSerializer, Immutable, Alias("members.FieldOption")]
public sealed record FieldOption(string Value, ImmutableSortedDictionary<string, string> Label) : Extensible;

/// <summary>Where an answer is kept besides the application.</summary>
[Alias("members.FieldTarget")]
public enum FieldTarget
{
    /// <summary>Nowhere.</summary>
    Answer = 0,

    /// <summary>As the member's first name.</summary>
    FirstName = 1,

    /// <summary>As the member's last name.</summary>
    LastName = 2,

    /// <summary>As the member's nickname.</summary>
    Nickname = 3,

    /// <summary>As a custom field that is named by the key.</summary>
    CustomField = 4,
}
