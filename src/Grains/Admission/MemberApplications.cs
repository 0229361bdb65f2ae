using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.SignUp;
using Members.SignUp;

namespace Members.Grains.Admission;

/// <summary>The applications in a member's record.</summary>
internal static class MemberApplications
{
    /// <summary>The most applications of a member that are kept (contract I16).</summary>
    public const int Most = 5;

    /// <summary>The most notes, and the most entries of the history, that an application keeps.</summary>
    public const int MostNotes = 20, MostHistory = 20;

    // What is shorter is the same by chance.
    private const int LongText = 20;

    /// <summary>The newest application; null when there is none. Who waited before there were any is number 1.</summary>
    public static ApplicationRecord? Newest(MemberRecord record) => record.Applications is [.., var newest]
        ? newest
        : record.Status == MemberStatus.Pending ? new ApplicationRecord(1, record.CreatedAt) : null;

    /// <summary>The most characters of all applications that a member's record keeps of what was answered.</summary>
    public const int MostAnswered = 16_000;

    /// <summary>A member who has just applied.</summary>
    /// <param name="record">The member, with the status that the door or a rule gave.</param>
    /// <param name="submission">What they applied with.</param>
    /// <param name="address">The network address that the application came from.</param>
    /// <param name="now">The time.</param>
    public static MemberRecord Submit(MemberRecord record, SubmissionRecord submission, string? address, DateTimeOffset now)
    {
        var empty = new ApplicationRecord((record.Applications is [.., var last] ? last.Number : 0) + 1, now)
        {
            Origin = NetworkOf(address) is { } network ? new ApplicationOriginRecord(network, submission.UserAgent) : null,
            History = [new HistoryRecord(ApplicationAct.Submitted, null, now, null)],
            FormVersion = submission.FormVersion,
            Rule = submission.Rule,
            Invitation = submission.Invitation,
        };
        var application = WithAnswers(empty, record, submission.Answers);
        return record with
        {
            Applications = Bounded([.. record.Applications.TakeLast(Most - 1), Decided(application, record.Status, submission, now)]),
            Consents = [
                .. record.Consents.Where(c => submission.Answers.All(a => a.Key != c.Key)),
                .. submission.Answers.Where(a => a.Kind == FieldKind.Consent)
                    .Select(a => new ConsentRecord(a.Key, AnswerValue.Texts(a)[0], now)),
            ],
        };
    }

    /// <summary>The record with another newest application.</summary>
    public static MemberRecord Replace(MemberRecord record, ApplicationRecord newest) => record with
    {
        Applications = record.Applications.IsEmpty ? [newest] : record.Applications.SetItem(record.Applications.Length - 1, newest),
    };

    /// <summary>The record whose newest application has other answers.</summary>
    /// <param name="record">The member, with what the answers store in the contact.</param>
    /// <param name="newest">The application, with all but the answers.</param>
    /// <param name="answers">The answers.</param>
    public static MemberRecord ReplaceAnswers(MemberRecord record, ApplicationRecord newest, ImmutableArray<Answer> answers)
    {
        var replaced = Replace(record, WithAnswers(newest, record, answers));
        return replaced with { Applications = Bounded(replaced.Applications) };
    }

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

    private static ApplicationRecord WithAnswers(ApplicationRecord application, MemberRecord record, ImmutableArray<Answer> answers)
    {
        var texts = answers.SelectMany(a => AnswerValue.Texts(a)).ToList();
        var contact = record.Profile.Contact;
        return application with
        {
            Answers = answers,
            Search = Fold(string.Join(' ', [record.Addresses.Login!.Canonical, contact.FirstName, contact.LastName, .. texts])),
            TextsDigest = DigestOf(texts),
        };
    }

    // Who is in at once was approved by what let them in.
    private static ApplicationRecord Decided(
        ApplicationRecord application, MemberStatus status, SubmissionRecord submission, DateTimeOffset now)
    {
        if (status != MemberStatus.Active)
        {
            return application;
        }

        var by = submission switch
        {
            { Rule: { } rule } => new ActorRecord(ActorKind.Rule, null, rule),
            { Invitation: { } used } => new ActorRecord(ActorKind.Invitation, used.Id.ToString(), used.Note ?? "An invitation"),
            _ => ActorRecord.Of(Actor.System),
        };
        return application with
        {
            Decision = new DecisionRecord(ApplicationAct.Approved, by, now, null, null),
            History = Add(application.History, new HistoryRecord(ApplicationAct.Approved, by, now, null)),
        };
    }

    // Of too much the oldest loses its answers, with what is searched for them: every login writes the record (contract I16).
    private static ImmutableArray<ApplicationRecord> Bounded(ImmutableArray<ApplicationRecord> applications)
    {
        for (var i = 0; i < applications.Length - 1 && applications.Sum(Answered) > MostAnswered; i++)
        {
            applications = applications.SetItem(i, applications[i] with { Answers = [], Search = null });
        }

        return applications;
    }

    private static int Answered(ApplicationRecord application) => application.Answers.Sum(a => a.Label.Length + a.Value.Length);

    private static string? DigestOf(IEnumerable<string> texts)
    {
        var folded = texts.Select(Fold).Where(t => t.Length >= LongText).ToList();
        return folded.Count == 0
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', folded))).AsSpan(0, 16));
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
