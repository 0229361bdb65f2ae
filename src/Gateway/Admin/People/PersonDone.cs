using System.Globalization;
using Members.Accounts;

namespace Members.Gateway.Admin.People;

/// <summary>What was done to a member, as the address of the next page says: a word of a closed list, and two numbers.</summary>
/// <param name="Act">What was done.</param>
/// <param name="Sessions">How many sessions ended with it.</param>
/// <param name="Milliseconds">How long it took until every node knew.</param>
internal sealed record PersonDone(string Act, int Sessions, int Milliseconds)
{
    public const string Blocked = "blocked", Unblocked = "unblocked", Ended = "ended", Mailed = "mailed", Confirmed = "confirmed";

    private static readonly string[] Acts = [Blocked, Unblocked, Ended, Mailed, Confirmed];

    public static PersonDone? Of(IQueryCollection query) => Acts.Contains(query["done"].ToString())
        ? new(query["done"].ToString(), Number(query["sessions"]), Number(query["ms"]))
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
        string.Create(CultureInfo.InvariantCulture, $"../{id}?done={Act}&sessions={Sessions}&ms={Milliseconds}");

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
