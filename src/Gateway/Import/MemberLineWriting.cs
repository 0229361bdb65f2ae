using Members.Accounts;
using Members.Admission;
using Members.Gateway.Admission;
using Members.Gateway.Json;
using Members.Gateway.SignUp;
using Members.Import;

namespace Members.Gateway.Import;

/// <summary>Makes lines of members.</summary>
internal static class MemberLineWriting
{
    /// <summary>The line of a member.</summary>
    public static MemberLine Of(PortableMember member) => new()
    {
        Schema = MemberLine.CurrentSchema,
        Id = member.Id,
        Email = member.Email.Typed,
        EmailVerified = member.EmailVerified,
        Status = MemberLineNames.Of(member.Status),
        Block = member.Block is { } block
            ? new BlockLine(MemberLineNames.Of(block.From), block.Until, block.Reason, block.TellMember)
            : null,
        CreatedAt = member.CreatedAt,
        LastLoginAt = member.LastLoginAt,
        Password = member.Password?.Reveal(),
        Contact = Contact(member.Contact),
        Privacy = PrivacyNames.Of(member.Privacy),
        ContactId = member.ContactId,
        Consents = List(member.Consents, c => new ConsentLine(c.Key, c.Version, c.At)),
        Applications = List(member.Applications, Application),
    };

    private static ContactLine? Contact(ContactInfo contact) => contact == ContactInfo.Empty ? null : new()
    {
        FirstName = contact.FirstName,
        LastName = contact.LastName,
        Nickname = contact.Nickname,
        Picture = contact.Picture,
        Locale = contact.Locale,
        Emails = List(contact.Emails, e => e),
        Phones = List(contact.Phones, p => p),
        Labels = List(contact.Labels, l => l),
        CustomFields = List(contact.CustomFields, f => new FieldLine(f.Name, f.StrValue, f.NumValue, f.DateValue)),
    };

    private static ApplicationLine Application(PortableApplication application) => new()
    {
        SubmittedAt = application.SubmittedAt,
        Number = application.Number,
        FormVersion = application.FormVersion,
        Rule = application.Rule,
        Answers = List(application.Answers, a => new AnswerLine(a.Key, a.Label, SignUpNames.Of(a.Kind), new RawJson(a.Value))),
        Decision = application.Decision is { } d
            ? new DecisionLine(ApplicationNames.Of(d.Outcome), Actor(d.By), d.At, d.Reason, d.Note)
            : null,
        Notes = List(application.Notes, n => new NoteLine(Actor(n.By), n.At, n.Text)),
        Questions = List(application.Questions, q => new QuestionLine(Actor(q.By), q.At, q.Text, q.Reply, q.RepliedAt)),
        History = List(
            application.History, h => new EventLine(ApplicationNames.Of(h.Act), h.By is { } by ? Actor(by) : null, h.At, h.Reason)),
    };

    private static ActorLine Actor(Actor actor) => new(MemberLineNames.Of(actor.Kind), actor.Id, actor.Name);

    private static List<TLine>? List<T, TLine>(IReadOnlyCollection<T> values, Func<T, TLine> line) =>
        values.Count == 0 ? null : [.. values.Select(line)];
}
