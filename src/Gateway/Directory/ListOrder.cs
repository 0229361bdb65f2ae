using Members.Directory;
using Members.Gateway.Authentication;

namespace Members.Gateway.Directory;

/// <summary>Reads in which order a list is, and from where on.</summary>
internal static class ListOrder
{
    /// <summary>Whether the newest come first.</summary>
    public static bool IsNewest(this RequestReader reader, string? order)
    {
        if (order is not (null or "oldest" or "newest"))
        {
            reader.AddUnknownValue("order", ["oldest", "newest"]);
        }

        return order == "newest";
    }

    /// <summary>Where the page before ended; null for the first.</summary>
    public static PageMark? After(this RequestReader reader, string? cursor)
    {
        PageMark? after = null;
        if (cursor is not null && !Cursor.TryParse(cursor, out after))
        {
            reader.Add("cursor", "INVALID_CURSOR", "The cursor must be one that an earlier page answered.");
        }

        return after;
    }
}
