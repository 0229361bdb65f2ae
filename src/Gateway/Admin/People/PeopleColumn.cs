using System.Globalization;
using Members.Accounts;

namespace Members.Gateway.Admin.People;

/// <summary>What a list can show of each member beside the name.</summary>
/// <param name="Name">Its name in addresses and files.</param>
/// <param name="IsUsual">Whether it is shown when nobody has chosen.</param>
/// <param name="Value">The value, for a machine to read; null for none.</param>
internal sealed record PeopleColumn(string Name, bool IsUsual, Func<MemberView, string?> Value)
{
    public const string Email = "email", Status = "status", Registered = "registered", LastLogin = "lastLogin", Verified = "emailVerified";

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<PeopleColumn> All =
    [
        new(Email, true, m => m.LoginEmail),
        new(Status, true, m => MemberStatuses.Of(m.Status).ApiName),
        new(Registered, true, m => Time(m.CreatedAt)),
        new(LastLogin, true, m => m.LastLoginAt is { } last ? Time(last) : null),
        new(Verified, false, m => m.EmailVerified ? "true" : "false"),
        new("firstName", false, m => m.Contact.FirstName),
        new("lastName", false, m => m.Contact.LastName),
        new("nickname", false, m => m.Contact.Nickname),
        new("phones", false, m => Several(m.Contact.Phones)),
        new("labels", false, m => Several(m.Contact.Labels)),
        new("locale", false, m => m.Contact.Locale),
        new("id", false, m => m.Id.ToString()),
    ];

    public static readonly IReadOnlyList<PeopleColumn> Usual = [.. All.Where(c => c.IsUsual)];

    /// <summary>The columns of these names, each given for itself or with commas between; null when there are none.</summary>
    public static IReadOnlyList<PeopleColumn>? Read(IEnumerable<string?> given)
    {
        var names = given.SelectMany(g => (g ?? "").Split(',')).ToHashSet(StringComparer.Ordinal);
        var chosen = All.Where(c => names.Contains(c.Name)).ToList();
        return chosen.Count == 0 || All.All(c => c.IsUsual == names.Contains(c.Name)) ? null : chosen;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Several(IEnumerable<string> values) => string.Join("; ", values);
}
