using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Members.Accounts;
using Members.Admission;
using Members.Emails;
using Members.Import;
using Members.SignUp;

namespace Members.Tests.Http.Import;

/// <summary>Members with every field, each of them there or not, and texts that files trip over.</summary>
internal static class RandomMembers
{
    private static readonly Gen<string> Text = OneOf(
            "a", "Z", "ß", "ü", "\"", "\\", "😀", ",", ";", "'", "=", "+", " ", "\u2028", "<", "{", "members/1/end")
        .Array[1, 8].Select(string.Concat);

    private static readonly Gen<string> Lines = Gen.Select(Text, Text, (a, b) => $"{a}\r\n{b}\t{a}");

    private static readonly Gen<DateTimeOffset> Time = Gen.Select(
        Gen.Long[DateTime.MinValue.Ticks + TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay],
        Gen.Int[-14, 14],
        (ticks, hours) => new DateTimeOffset(ticks, TimeSpan.FromHours(hours)));

    private static readonly Gen<Guid> Id = Gen.Guid;

    private static readonly Gen<MemberStatus> Status = OneOf(
        MemberStatus.Pending, MemberStatus.Active, MemberStatus.Blocked, MemberStatus.Offline, MemberStatus.Rejected);

    private static readonly Gen<Actor> By = Gen.Select(
        Gen.Enum<ActorKind>(), Maybe(Text), Text, (kind, id, name) => new Actor(kind, id, name));

    private static readonly Gen<string> Value = Gen.OneOf(
        Text.Select(t => JsonSerializer.Serialize(t)),
        Lines.Select(t => JsonSerializer.Serialize(t)),
        Gen.Double.Where(double.IsFinite).Select(d => JsonSerializer.Serialize(d)),
        Text.Array[0, 3].Select(t => JsonSerializer.Serialize(t)));

    private static readonly Gen<CustomField> Field = Gen.OneOf(
        Gen.Select(Text, Lines, (name, text) => new CustomField { Name = name, StrValue = text }),
        Gen.Select(Text, Gen.Double.Where(double.IsFinite), (name, number) => new CustomField { Name = name, NumValue = number }),
        Gen.Select(Text, Time, (name, time) => new CustomField { Name = name, DateValue = time }));

    private static readonly Gen<ContactInfo> Contact = Gen.Select(
        Gen.Select(Maybe(Text), Maybe(Text), Maybe(Text), Maybe(Text), Maybe(Text)),
        Gen.Select(List(Text), List(Text), List(Text), List(Field)),
        (texts, lists) => new ContactInfo
        {
            FirstName = texts.Item1,
            LastName = texts.Item2,
            Nickname = texts.Item3,
            Picture = texts.Item4,
            Locale = texts.Item5,
            Emails = lists.Item1,
            Phones = lists.Item2,
            Labels = lists.Item3,
            CustomFields = lists.Item4,
        });

    private static readonly Gen<PortableApplication> Application = Gen.Select(
        Gen.Select(Time, Gen.Int[1, 9], Gen.Int[0, 9], Maybe(Text)),
        Gen.Select(
            List(Gen.Select(Text, Text, Gen.Enum<FieldKind>(), Value, (key, label, kind, value) => new Answer(key, label, kind, value))),
            List(Gen.Select(By, Time, Lines, (by, at, text) => new ApplicationNote(by, at, text))),
            List(Gen.Select(By, Time, Lines, Maybe(Lines), Time, (by, at, text, reply, then) =>
                new ApplicationQuestion(by, at, text, reply, reply is null ? null : then))),
            List(Gen.Select(Gen.Enum<ApplicationAct>(), By, Gen.Bool, Time, Maybe(Text), (act, by, isBy, at, reason) =>
                new ApplicationEvent(act, isBy ? by : null, at, reason)))),
        Gen.Select(Gen.Bool, Gen.Enum<ApplicationAct>(), By, Time, Maybe(Lines), Maybe(Lines)),
        (one, lists, decision) => new PortableApplication(one.Item1)
        {
            Number = one.Item2,
            FormVersion = one.Item3 == 0 ? null : one.Item3,
            Rule = one.Item4,
            Answers = lists.Item1,
            Notes = lists.Item2,
            Questions = lists.Item3,
            History = lists.Item4,
            Decision = decision.Item1
                ? new ApplicationDecision(decision.Item2, decision.Item3, decision.Item4, decision.Item5, decision.Item6)
                : null,
        });

    private static readonly Gen<EmailAddress> Email = Gen.Select(
        Gen.Char["abcXYZ019+_'-"].Array[1, 12],
        OneOf("example.com", "EXAMPLE.org", "bücher.example", "a.b.example"),
        (local, domain) => EmailAddress.Parse(new string(local) + "@" + domain));

    /// <summary>A member.</summary>
    public static Gen<PortableMember> Any { get; } = Gen.Select(
        Gen.Select(Gen.Bool, Id, Email, Gen.Bool, Status),
        Gen.Select(Gen.Bool, Status, Gen.Bool, Time, Maybe(Lines), Gen.Bool),
        Gen.Select(Gen.Bool, Time, Gen.Bool, Time, Maybe(Text)),
        Gen.Select(Contact, Gen.Enum<ProfilePrivacy>(), Gen.Bool, Id),
        List(Gen.Select(Text, Text, Time, (key, version, at) => new PortableConsent(key, version, at))),
        List(Application),
        (who, block, times, contact, consents, applications) => new PortableMember
        {
            Id = who.Item1 ? who.Item2 : null,
            Email = who.Item3,
            EmailVerified = who.Item4,
            Status = who.Item5,
            Block = block.Item1 ? new PortableBlock(block.Item2, block.Item3 ? block.Item4 : null, block.Item5, block.Item6) : null,
            CreatedAt = times.Item1 ? times.Item2 : null,
            LastLoginAt = times.Item3 ? times.Item4 : null,
            Password = PortableHash.TryParse(times.Item5, out var hash) ? hash : null,
            Contact = contact.Item1,
            Privacy = contact.Item2,
            ContactId = contact.Item3 ? contact.Item4 : null,
            Consents = consents,
            Applications = applications,
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.Select(Gen.Bool, gen, (isThere, value) => isThere ? value : null);

    private static Gen<ImmutableArray<T>> List<T>(Gen<T> gen) => gen.Array[0, 3].Select(ImmutableArray.Create);
}
