using System.Globalization;
using Members.Gateway.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Pages;

namespace Members.Gateway.Admin.Queue;

/// <summary>What was sent from the list or from an application's page, to be carried out, or to be shown again.</summary>
/// <param name="Act">Which button was pressed.</param>
internal sealed record TypedAct(string Act)
{
    public static TypedAct None { get; } = new("");

    /// <summary>What the applicant is told: what was typed, or else the reason that was chosen.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What staff alone read.</summary>
    public string Note { get; init; } = "";

    /// <summary>The text of a note or a question.</summary>
    public string Text { get; init; } = "";

    /// <summary>The end of a block, as typed.</summary>
    public string Until { get; init; } = "";

    /// <summary>Whether who is blocked is told.</summary>
    public bool TellMember { get; init; }

    /// <summary>The status that stood on the page.</summary>
    public string? Seen { get; init; }

    /// <summary>The number of the application that stood on the page.</summary>
    public int? Number { get; init; }

    /// <summary>When the answers were given that stood on the page.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The list that it was sent from, as its address says; null from the application's page.</summary>
    public string? From { get; init; }

    /// <summary>The row after it, where the list goes on.</summary>
    public string? Next { get; init; }

    public static TypedAct Of(IFormCollection form) => new(form.Line("act"))
    {
        Reason = form.Lines("reason") is var typed && string.IsNullOrWhiteSpace(typed) ? form.Lines("canned") : typed,
        Note = form.Lines("note"),
        Text = form.Lines("text"),
        Until = form.Line("until"),
        TellMember = form.IsTicked("tell"),
        Seen = form.Line("seen") is { Length: > 0 } seen ? seen : null,
        Number = int.TryParse(form.Line("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        AnsweredAt = AnsweredInput.Read(form),
        From = form.ContainsKey("from") ? form["from"].ToString() : null,
        Next = form.Line("next"),
    };

    /// <summary>The end of a block; null for none.</summary>
    public DateTimeOffset? End(RequestReader reader) => BlockEnd.Read(Until, reader);

    /// <summary>What the decider saw and wrote, as the API reads it.</summary>
    public DecisionRequest Decision() => new(Reason, Note, Number, Seen, AnsweredAt);
}
