using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Applications;

namespace Members.Grains.Admission;

/// <summary>The applications in a member's record.</summary>
internal static class MemberApplications
{
    /// <summary>The most applications of a member that are kept (contract I16).</summary>
    public const int Most = 5;

    /// <summary>The most notes, and the most entries of the history, that an application keeps.</summary>
    public const int MostNotes = 20, MostHistory = 20;

    /// <summary>The newest application; null when there is none. Who waited before there were any is number 1.</summary>
    public static ApplicationRecord? Newest(MemberRecord record) => record.Applications is [.., var newest]
        ? newest
        : record.Status == MemberStatus.Pending ? new ApplicationRecord(1, record.CreatedAt) : null;

    /// <summary>A member who has just applied.</summary>
    /// <param name="record">The member.</param>
    /// <param name="address">The network address that the application came from.</param>
    /// <param name="now">The time.</param>
    public static MemberRecord Submit(MemberRecord record, string? address, DateTimeOffset now)
    {
        var application = new ApplicationRecord((record.Applications is [.., var last] ? last.Number : 0) + 1, now)
        {
            Origin = NetworkOf(address) is { } network ? new ApplicationOriginRecord(network) : null,
            History = [new HistoryRecord(ApplicationAct.Submitted, null, now, null)],
            Search = Fold($"{record.Addresses.Login!.Canonical} {record.Profile.Contact.FirstName} {record.Profile.Contact.LastName}"),
        };
        return record with { Applications = [.. record.Applications.TakeLast(Most - 1), application] };
    }

    /// <summary>The record with another newest application.</summary>
    public static MemberRecord Replace(MemberRecord record, ApplicationRecord newest) => record with
    {
        Applications = record.Applications.IsEmpty ? [newest] : record.Applications.SetItem(record.Applications.Length - 1, newest),
    };

    /// <summary>Adds an entry to the history; the first ones stay, since they say how it began.</summary>
    public static ImmutableArray<HistoryRecord> Add(ImmutableArray<HistoryRecord> history, HistoryRecord entry) =>
        history.Length < MostHistory ? history.Add(entry) : [history[0], .. history[2..], entry];

    /// <summary>A text as it is searched: whatever looks the same is the same.</summary>
    public static string Fold(string text)
    {
        // What has no normal form (U+FFFE) is left out; .NET would throw. Broken surrogate pairs become U+FFFD.
        var sound = string.Concat(text.EnumerateRunes().Where(r => r.Value != '\ufffe'));
        return sound.Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture).Trim();
    }

    // Wider than what limits go by: it is shown to people, who compare it by eye.
    private static string? NetworkOf(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return null;
        }

        var bytes = (parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed).GetAddressBytes();
        var bits = bytes.Length == 4 ? 24 : 48;
        bytes.AsSpan(bits / 8).Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{bits}");
    }
}
