namespace Members.Gateway.Admin.Queue;

/// <summary>What was typed into the forms of an application, and what is wrong with it.</summary>
/// <param name="Act">The button.</param>
/// <param name="Reason">What the applicant is told.</param>
/// <param name="Note">What staff alone read.</param>
/// <param name="Text">The text of a note or a question.</param>
/// <param name="Until">The end of a block.</param>
/// <param name="TellMember">Whether who is blocked is told.</param>
/// <param name="Errors">What is wrong, by field.</param>
public sealed record TypedWords(
    string Act, string Reason, string Note, string Text, string Until, bool TellMember, IReadOnlyDictionary<string, string> Errors)
{
    /// <summary>A text that was sent with this button; empty for another's.</summary>
    public string? Of(string act, Func<TypedWords, string> text) => Act == act ? text(this) : null;

    /// <summary>What is wrong with a field that was sent with this button.</summary>
    public string? Error(string act, string field) => Act == act ? Errors.GetValueOrDefault(field) : null;
}
