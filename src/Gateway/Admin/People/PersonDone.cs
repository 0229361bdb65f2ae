using System.Globalization;
using Members.Accounts;

namespace Members.Gateway.Admin.People;

/// <summary>What was done to a member, as the address of the next page says: a word of a closed list, and some numbers.</summary>
/// <param name="Act">What was done.</param>
/// <param name="Count">How many sessions ended with it, or how many mails were tried.</param>
/// <param name="Milliseconds">How long it took until every node knew.</param>
internal sealed record PersonDone(string Act, int Count, int Milliseconds)
{
    public const string Blocked = "blocked", Unblocked = "unblocked", Ended = "ended", Mailed = "mailed", Confirmed = "confirmed";
    public const string Tried = "tried";

    private static readonly string[] Acts = [Blocked, Unblocked, Ended, Mailed, Confirmed, Tried];

    /// <summary>How many nodes there were to know; zero when that is not known.</summary>
    public int Nodes { get; init; }

    public static PersonDone? Of(IQueryCollection query) => Acts.Contains(query["done"].ToString())
        ? new(query["done"].ToString(), Number(query["count"]), Number(query["ms"])) { Nodes = Number(query["nodes"]) }
        : null;

    /// <summary>Whether it can be so: anybody can write an address that says that a member was blocked.</summary>
    public bool IsTrueOf(MemberStatus status) => Act switch
    {
        Blocked => status == MemberStatus.Blocked,
        Unblocked => status != MemberStatus.Blocked,
        _ => true,
    };

    /// <summary>The address of the member's page that says so, from a page below it on.</summary>
    public string Address(string id) =>
        string.Create(CultureInfo.InvariantCulture, $"../{id}?done={Act}&count={Count}&ms={Milliseconds}&nodes={Nodes}");

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
