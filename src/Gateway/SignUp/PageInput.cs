using Members.Gateway.Pages;

namespace Members.Gateway.SignUp;

/// <summary>How an answer is typed in or chosen.</summary>
internal enum InputKind
{
    /// <summary>In one line: a text, a date or a number.</summary>
    Line = 0,

    /// <summary>In several lines.</summary>
    Lines = 1,

    /// <summary>In a list that opens.</summary>
    List = 2,

    /// <summary>One of several, all in sight.</summary>
    One = 3,

    /// <summary>Some of several, all in sight.</summary>
    Some = 4,

    /// <summary>By agreeing to a text.</summary>
    Consent = 5,
}

/// <summary>An input for a field of the form.</summary>
/// <param name="Kind">How it is filled in.</param>
/// <param name="Id">Its id, to which the label is tied.</param>
/// <param name="Name">Its name in the form.</param>
/// <param name="Label">What it is called.</param>
internal sealed record PageInput(InputKind Kind, string Id, string Name, string Label)
{
    public string Type { get; init; } = "text";

    public string? Value { get; init; }

    public bool IsRequired { get; init; }

    public bool IsChosen { get; init; }

    public string? Help { get; init; }

    public string? Text { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    public string? Autocomplete { get; init; }

    /// <summary>What is wrong with what was typed.</summary>
    public string? Error { get; init; }

    public IReadOnlyList<ChoiceOption> Options { get; init; } = [];
}
