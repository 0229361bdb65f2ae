using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Members.Audit;
using Members.Calls;
using Members.Emails;

namespace Members.Gateway.Admin.Security;

/// <summary>Which events are shown, as the address says. A view that somebody wants again is its address.</summary>
/// <param name="Kind">The name of a kind of event; empty for all.</param>
/// <param name="Outcome">Refusals or what was carried out; empty for both.</param>
/// <param name="Who">A member id, an address, or what the log calls somebody; empty for all.</param>
/// <param name="Network">An IP address; empty for all.</param>
/// <param name="Since">How far back; empty for as far as there is.</param>
/// <param name="Mark">Where the page before ended; null for the first.</param>
internal sealed record SecurityFilter(string Kind, string Outcome, string Who, string Network, string Since, SecurityMark? Mark)
{
    public const string Refused = "refused", Done = "done";

    private const int PageSize = 50, MostLetters = 254;

    /// <summary>How far back one can ask, by the words of the address.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Spans { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
    {
        ["hour"] = TimeSpan.FromHours(1),
        ["day"] = TimeSpan.FromDays(1),
        ["week"] = TimeSpan.FromDays(7),
    };

    /// <summary>Whether the network is no IP address: then nothing fits, and the page says why.</summary>
    public bool IsNetworkWrong => Network.Length > 0 && !IPAddress.TryParse(Network, out _);

    /// <summary>Whether everything is shown.</summary>
    public bool IsEmpty => (Kind + Outcome + Who + Network + Since).Length == 0;

    /// <summary>What the address says. A word that is none of those to choose from is none.</summary>
    public static SecurityFilter Of(IQueryCollection query) => new(
        Known(query["kind"].ToString(), AuditType.Kinds.Select(k => k.Success)),
        Known(query["outcome"].ToString(), [Refused, Done]),
        Typed(query["who"]),
        Typed(query["network"]),
        Known(query["since"].ToString(), Spans.Keys),
        SecurityMark.Of(query["from"]));

    /// <summary>What is asked of the silos.</summary>
    /// <param name="member">The member whose address it is, if it is one's; null otherwise.</param>
    /// <param name="now">The time.</param>
    public SecurityQuery Query(Guid? member, DateTimeOffset now)
    {
        var kind = AuditType.Kinds.FirstOrDefault(k => k.Success == Kind);
        return new SecurityQuery(PageSize + 1 + (Mark?.Passed ?? 0))
        {
            Names = kind is null ? [] : [kind.Success, kind.Failure],
            IsFailure = Outcome.Length == 0 ? null : Outcome == Refused,
            Who = Names(member),
            Network = Network.Length == 0 ? null : ClientNetwork.Of(Network),
            Since = Since.Length == 0 ? null : now - Spans[Since],
            Until = Mark?.At,
        };
    }

    /// <summary>The page of what fits, and the filter of the next; null on the last.</summary>
    public (IReadOnlyList<SecurityEvent> Events, SecurityFilter? Next) Page(ImmutableArray<SecurityEvent> found)
    {
        // Those at the very moment at which the page before ended come first, and some of them were on it.
        var rest = found.Skip(Math.Min(Mark?.Passed ?? 0, found.TakeWhile(e => e.At == Mark?.At).Count())).ToArray();
        if (rest.Length <= PageSize)
        {
            return (rest, null);
        }

        var shown = rest[..PageSize];
        var (last, same) = (shown[^1].At, shown.Count(e => e.At == shown[^1].At));
        var passed = same + (last == Mark?.At ? Mark.Passed : 0);
        return (shown, this with { Mark = new SecurityMark(last, passed) });
    }

    /// <summary>The address of this view, from the root of the site on.</summary>
    public string Address()
    {
        (string Name, string Value)[] all =
        [
            ("kind", Kind), ("outcome", Outcome), ("who", Who), ("network", Network), ("since", Since), ("from", Mark?.ToString() ?? ""),
        ];
        var said = string.Join('&', all.Where(p => p.Value.Length > 0).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
        return said.Length == 0 ? "admin/security" : $"admin/security?{said}";
    }

    private static string Known(string word, IEnumerable<string> words) => words.Contains(word) ? word : "";

    private static string Typed(string? text) => new([.. (text ?? "").Trim().Take(MostLetters)]);

    // The log calls whoever fails at an address that no member has by a digest of it.
    private ImmutableArray<string> Names(Guid? member)
    {
        if (Who.Length == 0)
        {
            return [];
        }

        if (Guid.TryParse(Who, out var id))
        {
            return [AuditSubject.Member(id)];
        }

        return EmailAddress.TryParse(Who, out var email)
            ? [AuditSubject.Email(email), .. member is { } known ? new[] { AuditSubject.Member(known) } : []]
            : [Who];
    }
}

/// <summary>Where a page of events ended.</summary>
/// <param name="At">The time of its last event.</param>
/// <param name="Passed">How many events of that very time were shown.</param>
internal sealed record SecurityMark(DateTimeOffset At, int Passed)
{
    private const int MostPassed = 10_000;

    /// <summary>Reads one; null when it is none.</summary>
    public static SecurityMark? Of(string? text)
    {
        var parts = (text ?? "").Split('-');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var passed)
            && passed <= MostPassed
            ? new SecurityMark(new DateTimeOffset(ticks, TimeSpan.Zero), passed)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Passed}");
}
