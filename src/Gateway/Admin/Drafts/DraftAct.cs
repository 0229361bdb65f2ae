using System.Globalization;

namespace Members.Gateway.Admin.Drafts;

/// <summary>
/// What a button of a draft does: its value is a word, and where it is about one part the place of that part, as in <c>up.3</c>.
/// </summary>
/// <param name="Word">What is to be done.</param>
/// <param name="Places">The part, and the part of that.</param>
internal sealed record DraftAct(string Word, params IReadOnlyList<int> Places)
{
    public const string Add = "add", Up = "up", Down = "down", Remove = "remove", Try = "try", Save = "save";

    /// <summary>Reads the button that was pressed.</summary>
    public static DraftAct Of(IFormCollection form)
    {
        var parts = form["act"].ToString().Split('.');
        var places = parts.Skip(1).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1);
        return new(parts[0], [.. places]);
    }

    /// <summary>The act on the parts of one part, as in <c>option-up.3.1</c>; null when it is another.</summary>
    public DraftAct? Within(string part) => Word.StartsWith(part + "-", StringComparison.Ordinal) && Places.Count > 0
        ? new(Word[(part.Length + 1)..], [.. Places.Skip(1)])
        : null;

    /// <summary>How many parts a form says that it has, of which nobody needs more than a thousand.</summary>
    public static int Count(IFormCollection form, string name) =>
        int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, 1000) : 0;

    /// <summary>The list after the act; the same when the act is another.</summary>
    /// <param name="list">The list.</param>
    public IReadOnlyList<T> On<T>(IReadOnlyList<T> list)
    {
        if (Word is not (Up or Down or Remove) || Places is not [var place, ..] || place < 0 || place >= list.Count)
        {
            return list;
        }

        var next = list.ToList();
        next.RemoveAt(place);
        if (Word == Remove)
        {
            return next;
        }

        next.Insert(Math.Clamp(place + (Word == Up ? -1 : 1), 0, next.Count), list[place]);
        return next;
    }
}
