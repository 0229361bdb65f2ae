using System.Data.Common;
using System.Globalization;
using Members.Directory;

namespace Members.Silo.Storage;

/// <content>
/// Searches members by what else the console asks for. A listing holds all of it, so any filter is one way through it in order, which
/// ends with the page. When few or none fit, that is all of it: 100,000 members in some 30 ms (docs/performance.md).
/// </content>
internal abstract partial class RecordDirectory
{
    private const string OfListing = " MemberListing WHERE ServiceId = @service";

    // Who has never logged in has been idle since they registered.
    private const string Idle = " AND (LastLogin < @idle OR (LastLogin IS NULL AND CreatedAt < @idleTime))";

    /// <summary>The day of a time as the database compares it.</summary>
    protected abstract object Day(DateTimeOffset time);

    /// <summary>A truth as the database compares it.</summary>
    protected abstract object Truth(bool value);

    private string Listing(MemberQuery query) => OfListing
        + (query.Email is null && query.EmailPart is null ? "" : $" AND MemberId IN (SELECT MemberId FROM{All}{ByAddress(query)})")
        + (query.EmailVerified is null ? "" : " AND Verified = @verified")
        + (query.CreatedFrom is null ? "" : " AND CreatedAt >= @createdFrom")
        + (query.CreatedBefore is null ? "" : " AND CreatedAt < @createdBefore")
        + (query.LoggedInFrom is null ? "" : " AND LastLogin >= @loggedInFrom")
        + (query.IdleSince is null ? "" : Idle)
        + (query.NeverLoggedIn ? " AND LastLogin IS NULL" : "");

    // Behind what is looked at sooner.
    private string Words(MemberQuery query) => !string.IsNullOrWhiteSpace(query.Text) && WordsOf(query).Count == 0
        ? " AND 1 = 0" // a text without a letter is in nothing
        : string.Concat(WordsOf(query).Select((_, i) => $" AND {Contains("Search", Word(i))}"));

    private void AddListing(DbCommand command, MemberQuery query)
    {
        (string Name, object? Value)[] all =
        [
            ("@verified", query.EmailVerified is { } verified ? Truth(verified) : null),
            ("@createdFrom", query.CreatedFrom is { } from ? Time(from) : null),
            ("@createdBefore", query.CreatedBefore is { } before ? Time(before) : null),
            ("@loggedInFrom", query.LoggedInFrom is { } loggedIn ? Day(loggedIn) : null),
            ("@idle", query.IdleSince is { } idle ? Day(idle) : null),
            ("@idleTime", query.IdleSince is { } idleTime ? Time(idleTime) : null),
            .. WordsOf(query).Select((word, i) => (Word(i), (object?)word)),
        ];
        foreach (var (name, value) in all.Where(p => p.Value is not null))
        {
            Add(command, name, value);
        }
    }

    private static IReadOnlyList<string> WordsOf(MemberQuery query) => query.Text is { } text ? FoldedText.Words(text) : [];

    private static string Word(int index) => string.Create(CultureInfo.InvariantCulture, $"@word{index}");
}
