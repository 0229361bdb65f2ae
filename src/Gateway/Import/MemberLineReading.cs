using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Emails;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Sources.Drafts;
using Members.Gateway.Json;
using Members.Import;
using Members.SignUp;

namespace Members.Gateway.Import;

/// <summary>
/// Makes a member of a line. A value that is missing or unknown refuses the row; unknown members of the JSON are left out and noted.
/// </summary>
/// <param name="number">The line's number.</param>
/// <param name="passwords">Whether to take the hash of the password.</param>
internal sealed class MemberLineReading(long number, bool passwords)
{
    private readonly RowProblems _problems = new();

    /// <summary>The row of a line.</summary>
    public SourceRow Row(MemberLine line)
    {
        if (line.Schema != MemberLine.CurrentSchema)
        {
            _problems.Refuse("schema", "UNKNOWN_SCHEMA", $"'schema' has to be {MemberLine.CurrentSchema}.");
        }

        if (!EmailAddress.TryParse(line.Email, out var email))
        {
            _problems.Refuse("email", "INVALID_EMAIL", "What 'email' holds is not an e-mail address that Members accepts.");
        }

        var unknown = (line.Unknown?.Count ?? 0)
            + (line.Contact?.Unknown?.Count ?? 0)
            + (line.Applications?.Sum(a => a?.Unknown?.Count ?? 0) ?? 0);
        if (unknown > 0)
        {
            _problems.Note(null, "UNKNOWN_FIELDS", $"{unknown} fields that this version does not know are left out.");
        }

        var member = email is null ? null : Member(line, email);
        return new SourceRow(number, _problems.AnyRefusal ? null : member, _problems.ToImmutable());
    }

    /// <summary>The row of a line whose JSON has a value of a kind that it cannot have.</summary>
    public SourceRow Refused(string path)
    {
        _problems.Refuse(path, "INVALID_VALUE", $"'{path}' has a value of a kind that it cannot have.");
        return new SourceRow(number, null, _problems.ToImmutable());
    }

    private PortableMember Member(MemberLine line, EmailAddress email) => new()
    {
        Id = line.Id,
        Email = email,
        EmailVerified = line.EmailVerified,
        Status = Status(line.Status, "status"),
        Block = line.Block is { } block
            ? new PortableBlock(Status(block.From, "block.from"), block.Until, block.Reason, block.TellMember)
            : null,
        CreatedAt = line.CreatedAt,
        LastLoginAt = line.LastLoginAt,
        Password = passwords ? Password(line.Password) : null,
        Contact = line.Contact is { } contact ? Contact(contact) : ContactInfo.Empty,
        Privacy = PrivacyNames.Find(line.Privacy) ?? Unknown<ProfilePrivacy>("privacy"),
        ContactId = line.ContactId,
        Consents = List(line.Consents, "consents", c => new PortableConsent(
            Needed(c.Key, "consents.key"), Needed(c.Version, "consents.version"), Needed(c.At, "consents.at"))),
        Applications = List(line.Applications, "applications", Application),
    };

    private ContactInfo Contact(ContactLine contact) => new()
    {
        FirstName = contact.FirstName,
        LastName = contact.LastName,
        Nickname = contact.Nickname,
        Picture = contact.Picture,
        Locale = contact.Locale,
        Emails = List(contact.Emails, "contact.emails", e => e),
        Phones = List(contact.Phones, "contact.phones", p => p),
        Labels = List(contact.Labels, "contact.labels", l => l),
        CustomFields = List(contact.CustomFields, "contact.customFields", f => new CustomField
        {
            Name = Needed(f.Name, "contact.customFields.name"),
            StrValue = f.StrValue,
            NumValue = f.NumValue,
            DateValue = f.DateValue,
        }),
    };

    private PortableApplication Application(ApplicationLine application) => new(Needed(application.SubmittedAt, "applications.submittedAt"))
    {
        Number = application.Number ?? 1,
        FormVersion = application.FormVersion,
        Rule = application.Rule,
        Answers = List(application.Answers, "applications.answers", a => new Answer(
            Needed(a.Key, "applications.answers.key"),
            Needed(a.Label, "applications.answers.label"),
            MemberLineNames.Kind(a.Kind) ?? Unknown<FieldKind>("applications.answers.kind"),
            Needed(a.Value?.Text, "applications.answers.value"))),
        Decision = application.Decision is { } decision ? Decision(decision) : null,
        Notes = List(application.Notes, "applications.notes", n => new ApplicationNote(
            Actor(n.By), Needed(n.At, "applications.notes.at"), Needed(n.Text, "applications.notes.text"))),
        Questions = List(application.Questions, "applications.questions", q => new ApplicationQuestion(
            Actor(q.By), Needed(q.At, "applications.questions.at"), Needed(q.Text, "applications.questions.text"), q.Reply, q.RepliedAt)),
        History = List(application.History, "applications.history", h => new ApplicationEvent(
            Act(h.Act), h.By is { } by ? Actor(by) : null, Needed(h.At, "applications.history.at"), h.Reason)),
    };

    private ApplicationDecision Decision(DecisionLine line) =>
        new(Act(line.Outcome), Actor(line.By), Needed(line.At, "applications.decision.at"), line.Reason, line.Note);

    private Actor Actor(ActorLine? line) => line is null
        ? Refuse("applications.by", Members.Admission.Actor.System)
        : new Actor(
            MemberLineNames.Actor(line.Type) ?? Unknown<ActorKind>("applications.by.type"),
            line.Id,
            Needed(line.Name, "applications.by.name"));

    private ApplicationAct Act(string? name) => MemberLineNames.Act(name) ?? Unknown<ApplicationAct>("applications.act");

    private MemberStatus Status(string? name, string column) => MemberStatuses.FindByApiName(name) ?? Unknown<MemberStatus>(column);

    private PortableHash? Password(string? text)
    {
        if (!PortableHash.TryParse(text, out var hash) && text is not null)
        {
            _problems.Refuse("password", "UNKNOWN_HASH", $"'password' has to be a hash of at most {PortableHash.MaxLength} characters.");
        }

        return hash;
    }

    private ImmutableArray<T> List<TLine, T>(IReadOnlyList<TLine?>? lines, string column, Func<TLine, T> value)
        where TLine : class
    {
        if (lines is null)
        {
            return [];
        }

        return lines.Any(l => l is null) ? Refuse(column, ImmutableArray<T>.Empty) : [.. lines.Select(l => value(l!))];
    }

    private string Needed(string? text, string column) => text ?? Refuse(column, "");

    private DateTimeOffset Needed(DateTimeOffset? time, string column) => time ?? Refuse(column, DateTimeOffset.UnixEpoch);

    private T Unknown<T>(string column)
        where T : struct
    {
        _problems.Refuse(column, "UNKNOWN_VALUE", $"'{column}' is missing, or has a value that this version does not know.");
        return default;
    }

    private T Refuse<T>(string column, T instead)
    {
        _problems.Refuse(column, "REQUIRED", $"'{column}' is missing.");
        return instead;
    }
}
