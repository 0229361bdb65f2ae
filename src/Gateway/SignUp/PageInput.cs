namespace Members.Gateway.SignUp;

/// <summary>Something to tick or to choose.</summary>
internal sealed record PageOption(string Value, string Label, bool IsChosen);

/// <summary>An input of the sign-up page with all that belongs to it, as its template reads it.</summary>
/// <param name="Control">Which part of the template writes it: line, lines, range, list, group or consent.</param>
/// <param name="Id">Its id, to which the label is tied.</param>
/// <param name="Name">Its name in the form.</param>
/// <param name="Label">What it is called.</param>
internal sealed record PageInput(string Control, string Id, string Name, string Label)
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

    public IReadOnlyList<PageOption> Options { get; init; } = [];

    /// <summary>The ids of the texts that screen readers read with it.</summary>
    private string Described => string.Join(' ', new[]
    {
        Text is null ? null : $"{Id}-text",
        Help is null ? null : $"{Id}-help",
        Error is null ? null : $"{Id}-error",
    }.OfType<string>());

    /// <summary>What the template reads. To a template an empty text is something, so it is left out.</summary>
    public Dictionary<string, object?> Values() => new()
    {
        ["control"] = Control,
        ["id"] = Id,
        ["name"] = Name,
        ["label"] = Label,
        ["type"] = Type,
        ["value"] = Present(Value),
        ["required"] = IsRequired,
        ["chosen"] = IsChosen,
        ["help"] = Present(Help),
        ["text"] = Present(Text),
        ["min"] = Min,
        ["max"] = Max,
        ["autocomplete"] = Autocomplete,
        ["error"] = Error,
        ["described"] = Present(Described),
        ["options"] = Options.Select((o, i) => new Dictionary<string, object?>
        {
            ["id"] = $"{Id}-{i}",
            ["value"] = o.Value,
            ["label"] = o.Label,
            ["chosen"] = o.IsChosen,
        }).ToArray(),
    };

    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
