using Members.Accounts;
using Members.Directory;

namespace Members.Gateway.Admin.People;

/// <summary>Which members a list shows, as its address says. A view that somebody wants again is its address.</summary>
/// <param name="Text">A part of an address, or a member id; empty for all.</param>
/// <param name="Status">The name of a status; empty for all.</param>
/// <param name="IsOldestFirst">Whether the oldest come first.</param>
/// <param name="Cursor">Where the page before ended; empty for the first.</param>
internal sealed record PeopleFilter(string Text, string Status, bool IsOldestFirst, string Cursor)
{
    private const int MostLetters = 254, PageSize = 50;

    /// <summary>What the address says. What is no status and no cursor is none.</summary>
    public static PeopleFilter Of(IQueryCollection query) => new(
        new string([.. query["q"].ToString().Trim().Take(MostLetters)]),
        MemberStatuses.FindByApiName(query["status"]) is null ? "" : query["status"].ToString(),
        query["order"] == "oldest",
        query["cursor"].ToString());

    /// <summary>The query of the directory.</summary>
    public MemberQuery Query() => new(
        MemberStatuses.FindByApiName(Status), null, false, PageSize, Directory.Cursor.TryParse(Cursor, out var after) ? after : null)
    {
        EmailPart = Text.Length == 0 ? null : Text.ToLowerInvariant(),
        NewestFirst = !IsOldestFirst,
    };

    /// <summary>The address of this list, from the root of the site on.</summary>
    public string Address()
    {
        (string Name, string Value)[] all = [("q", Text), ("status", Status), ("order", IsOldestFirst ? "oldest" : ""), ("cursor", Cursor)];
        var said = string.Join('&', all.Where(p => p.Value.Length > 0).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
        return said.Length == 0 ? "admin/members" : $"admin/members?{said}";
    }
}
