using Members.Gateway.Authentication;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Admin.People;

/// <summary>The page that says what a block would do, and asks for its reason and its end.</summary>
/// <param name="Person">Whom.</param>
internal sealed record BlockPage(PersonPage Person)
{
    /// <summary>Why; null for no reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The end, as typed.</summary>
    public string Until { get; init; } = "";

    /// <summary>When the block ends by itself; null for good.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Whether what was typed is no day.</summary>
    public bool IsEndWrong { get; init; }

    /// <summary>Whether the member is told.</summary>
    public bool Tells { get; init; }

    /// <summary>Why the member was not blocked.</summary>
    public Refusal? Refusal { get; init; }

    public static BlockPage Of(PersonPage person, IFormCollection form)
    {
        var (reason, until) = (form.Lines("reason").Trim(), form.Line("until"));
        var reader = new RequestReader();
        var end = BlockEnd.Read(until, reader);
        return new BlockPage(person)
        {
            Reason = reason.Length == 0 ? null : reason,
            Until = until,
            End = end,
            IsEndWrong = !reader.Succeeded,
            Tells = form.IsTicked("tell"),
        };
    }

    public IResult Page() => new Page<BlockView, BlockPage>(this, IsEndWrong ? 400 : Refusal?.Entry.Api.Error.Status ?? 200);
}
