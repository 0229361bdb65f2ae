using Microsoft.AspNetCore.Components;

namespace Members.Gateway.Pages.Parts;

/// <summary>What inputs of several parts have in common: a name, a label, a help and an error that screen readers read with them.</summary>
public abstract class InputPart : PageView
{
    /// <summary>Its name in the form.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>What it is called.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Its id; made of the name if absent.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>What helps to fill it in.</summary>
    [Parameter]
    public string? Help { get; set; }

    /// <summary>What is wrong with what was typed.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Whether it must be filled in.</summary>
    [Parameter]
    public bool IsRequired { get; set; }

    private protected string InputId => Id ?? Name;

    private protected string? Invalid => string.IsNullOrEmpty(Error) ? null : "true";

    /// <summary>The ids of the texts that describe it.</summary>
    private protected string? Described => string.Join(' ', Descriptions()) is { Length: > 0 } ids ? ids : null;

    private protected virtual IEnumerable<string> Descriptions()
    {
        if (!string.IsNullOrEmpty(Help))
        {
            yield return InputId + "-help";
        }

        if (!string.IsNullOrEmpty(Error))
        {
            yield return InputId + "-error";
        }
    }
}
