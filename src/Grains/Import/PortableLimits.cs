using Members.Accounts;
using Members.Admission;
using Members.Grains.Admission;
using Members.Import;
using Members.Outcomes;

namespace Members.Grains.Import;

/// <summary>What a member who comes from elsewhere may have: their record stays as small as any other (contract I16).</summary>
internal static class PortableLimits
{
    private const int MostConsents = 30, MostAnswers = 30, MostQuestions = 5;
    private const int MostText = 1000, MostReply = 2000, MostName = 300, MostKey = 100;

    // Clocks differ.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every limit that the member goes beyond.</summary>
    public static IEnumerable<Violation> Violations(PortableMember member, DateTimeOffset now) =>
    [
        .. ContactInfoRules.Violations(member.Contact),
        .. Texts(member),
        .. Times(member, now),
        .. Block(member),
        .. Consents(member),
        .. member.Applications.Length > MemberApplications.Most
            ? [TooMany("applications", MemberApplications.Most)]
            : member.Applications.SelectMany(Application),
        .. Status(member),
    ];

    private static IEnumerable<Violation> Times(PortableMember member, DateTimeOffset now)
    {
        foreach (var (field, time) in new[] { ("createdAt", member.CreatedAt), ("lastLoginAt", member.LastLoginAt) })
        {
            if (time is { } given && (given < Earliest || given > now + Ahead))
            {
                yield return new Violation(
                    field, "OUT_OF_RANGE", $"The {field} must be between 1970 and now. Check the unit of its times.");
            }
        }
    }

    // A text that cannot be stored would stop the import at its row, and not be refused with it.
    private static IEnumerable<Violation> Texts(PortableMember member)
    {
        string?[] texts =
        [
            member.Block?.Reason,
            .. member.Consents.SelectMany(c => new[] { c.Key, c.Version }),
            .. member.Applications.SelectMany(Texts),
            .. member.Applications.SelectMany(a => a.Answers).SelectMany(a => new[] { a.Key, a.Label }),
            .. member.Applications.SelectMany(Actors).SelectMany(a => new[] { a.Id, a.Name }),
            .. member.Applications.Select(a => a.Rule),
            .. member.Applications.SelectMany(a => a.Questions).Select(q => q.Reply),
        ];
        return texts.SelectMany(t => TextRules.Violations("member", "text", t, int.MaxValue, hasLines: true)).Take(1);
    }

    private static IEnumerable<Violation> Block(PortableMember member)
    {
        if (member.Block is { From: MemberStatus.None or MemberStatus.Blocked })
        {
            yield return new Violation("block.from", "UNKNOWN_VALUE", "A block must say which other status the member had before.");
        }

        if (member.Block?.Reason?.Length > MostText)
        {
            yield return TooLong("block.reason", MostText);
        }
    }

    private static IEnumerable<Violation> Consents(PortableMember member)
    {
        if (member.Consents.Length > MostConsents)
        {
            yield return TooMany("consents", MostConsents);
        }

        if (member.Consents.Any(c => c.Key.Length > MostKey || c.Version.Length > MostKey))
        {
            yield return TooLong("consents", MostKey);
        }
    }

    private static IEnumerable<Violation> Application(PortableApplication application)
    {
        const string field = "applications";
        if (application.Answers.Length > MostAnswers)
        {
            yield return TooMany("applications.answers", MostAnswers);
        }

        if (application.Notes.Length > MemberApplications.MostNotes || application.History.Length > MemberApplications.MostHistory)
        {
            yield return TooMany("applications.notes", MemberApplications.MostNotes);
        }

        if (application.Questions.Length > MostQuestions)
        {
            yield return TooMany("applications.questions", MostQuestions);
        }

        if (application.Answers.Sum(a => a.Key.Length + a.Label.Length + a.Value.Length) > MemberApplications.MostAnswered)
        {
            yield return TooLong("applications.answers", MemberApplications.MostAnswered);
        }

        if (!application.Answers.All(PortableAnswers.IsSound))
        {
            yield return new Violation("applications.answers", "UNKNOWN_VALUE", "Each answer must have a value that fits its kind.");
        }

        if (Texts(application).Any(t => t?.Length > MostText) || application.Questions.Any(q => q.Reply?.Length > MostReply)
            || Actors(application).Any(a => a.Name.Length > MostName || a.Id?.Length > MostName) || application.Rule?.Length > MostName)
        {
            yield return TooLong(field, MostText);
        }
    }

    // What the queue shows must be what the member is.
    private static IEnumerable<Violation> Status(PortableMember member)
    {
        if (member.Status == MemberStatus.None || !Enum.IsDefined(member.Status))
        {
            yield return new Violation("status", "UNKNOWN_VALUE", "The status must be one that members have.");
        }

        if (member is { Status: MemberStatus.Pending, Applications: [.., { Decision: not null }] })
        {
            yield return new Violation(
                "applications", "CONTRADICTION", "Who is PENDING must not have a newest application that is decided.");
        }
    }

    private static IEnumerable<string?> Texts(PortableApplication application) =>
    [
        application.Decision?.Reason, application.Decision?.Note,
        .. application.Notes.Select(n => n.Text),
        .. application.Questions.Select(q => q.Text),
        .. application.History.Select(h => h.Reason),
    ];

    private static IEnumerable<Actor> Actors(PortableApplication application) =>
    [
        .. application.Decision is { } decision ? [decision.By] : Array.Empty<Actor>(),
        .. application.Notes.Select(n => n.By),
        .. application.Questions.Select(q => q.By),
        .. application.History.Select(h => h.By).OfType<Actor>(),
    ];

    private static Violation TooMany(string field, int most) =>
        new(field, "TOO_MANY", $"There must be at most {most} {field}.") { Limit = most };

    private static Violation TooLong(string field, int most) =>
        new(field, "TOO_LONG", $"The {field} must have at most {most} characters.") { Limit = most };
}
