using System.Text.RegularExpressions;
using Members.Accounts;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// A row of the contacts CSV of Wix. Its e-mails, phones and addresses are numbered, and columns of the site come after its own.
/// </summary>
internal static partial class WixContact
{
    private const string Created = "Created At (UTC+0)";

    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "First Name", "Last Name", "Labels", "Language", Created, "Last Activity", "Last Activity Date (UTC+0)", "Source",
    };

    /// <summary>Takes what the row tells beside the login address.</summary>
    public static void Take(CsvRecord row, MemberDraft draft)
    {
        draft.CreatedAt ??= draft.Time(row[Created], Created);
        draft.Contact.TakeFirstName(row["First Name"]);
        draft.Contact.TakeLastName(row["Last Name"]);
        draft.Contact.TakeLocale(row["Language"]);
        draft.Contact.AddLabels(row["Labels"]);
        foreach (var name in row.Names.Where(n => !Ignored.Contains(n) && n != "Email 1"))
        {
            TakeOther(row, name, draft);
        }
    }

    private static void TakeOther(CsvRecord row, string name, MemberDraft draft)
    {
        if (Numbered.Match(name) is not { Success: true } numbered)
        {
            draft.Contact.AddCustom(name, row[name]);
            if (draft.Status == MemberStatus.Pending && !name.EndsWith("subscriber status", StringComparison.OrdinalIgnoreCase))
            {
                draft.Answers.Add(name, row[name]);
            }

            return;
        }

        switch (numbered.Groups["kind"].Value)
        {
            case "Email":
                draft.Contact.AddEmail(row[name]);
                break;
            case "Phone":
                draft.Contact.AddPhone(row[name]);
                break;
            default:
                var address = numbered.Value;
                draft.Contact.AddCustom(address, Address(row, address));
                break;
        }
    }

    // All columns of an address make one text, and the first of them adds it.
    private static string Address(CsvRecord row, string address) => string.Join(", ", row.Names
        .Where(n => n.StartsWith(address + " - ", StringComparison.Ordinal) && !n.EndsWith("- Type", StringComparison.Ordinal))
        .Select(n => row[n])
        .OfType<string>());

    [GeneratedRegex("^(?<kind>Email|Phone|Address) [0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered { get; }
}
