using System.Globalization;
using Members.Gateway.Pages;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Account.Data;

/// <summary>A part of the file for people: a table.</summary>
/// <param name="Title">What it holds.</param>
/// <param name="Heads">What its columns are called.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record DataSection(string Title, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string?>> Rows);

/// <summary>Puts a member's data into tables, in words of their language.</summary>
internal static class DataSections
{
    public static IEnumerable<DataSection> Of(OwnData data, IStringLocalizer<DataTexts> text, CultureInfo culture)
    {
        yield return new(text["Profile"], [text["What"], text["Value"]], [.. Profile(data, text, culture)]);
        yield return new(
            text["Addresses"],
            [text["Address"], text["IsLogin"], text["Verified"]],
            [.. data.Addresses.Select(a => new[]
            {
                a.Address, YesNo(a.IsLogin, text), a.Verified is { } known ? YesNo(known, text) : null,
            })]);
        yield return new(
            text["Sessions"],
            [text["Device"], text["From"], text["Since"], text["LastSeen"], text["Expires"]],
            [.. data.Sessions.Select(s => new[] { s.Client, s.Address, At(s.CreatedAt), At(s.LastSeenAt), At(s.ExpiresAt) })]);
        yield return new(
            text["Events"],
            [text["When"], text["Event"], text["Result"], text["HowOften"], text["By"], text["From"]],
            [.. data.Events.Select(e => new[]
            {
                At(e.LastAt), e.Type, e.Result, e.Count.ToString(culture), text["By_" + e.By].Value, e.Address,
            })]);
        yield return new(
            text["Consents"],
            [text["Consent"], text["Version"], text["When"]],
            [.. data.Consents.Select(c => new[] { c.Key, c.Version, At(c.At) })]);
        foreach (var application in data.Applications)
        {
            yield return new(
                text["Application", application.Number], [text["When"], text["What"], text["Value"]], [.. Rows(application, text, At)]);
        }

        string At(DateTimeOffset at) => PageWords.At(at, culture);
    }

    private static IEnumerable<string?[]> Profile(OwnData data, IStringLocalizer<DataTexts> text, CultureInfo culture)
    {
        var member = data.Member;
        IEnumerable<(string Key, string? Value)> rows =
        [
            ("Id", member.Id.ToString()),
            ("LoginEmail", member.LoginEmail),
            ("Status", Word(member.Status, text)),
            ("FirstName", member.FirstName),
            ("LastName", member.LastName),
            ("Nickname", member.Nickname),
            ("Phones", string.Join(", ", member.Phones)),
            ("Labels", string.Join(", ", member.Labels)),
            ("Picture", member.Picture),
            ("Language", member.Locale),
            ("Privacy", Word(member.ProfilePrivacyStatus, text)),
            ("Roles", string.Join(", ", data.Roles.Select(r => Word(r, text)))),
            ("ContactId", member.ContactId.ToString()),
            ("MemberSince", PageWords.At(member.CreationDate, culture)),
            ("Changed", PageWords.At(member.LastUpdateDate, culture)),
            ("LastLogin", member.LastLoginDate is { } last ? PageWords.At(last, culture) : null),
        ];
        return rows.Where(r => !string.IsNullOrEmpty(r.Value)).Select(r => new[] { text["Profile" + r.Key].Value, r.Value })
            .Concat(member.CustomFields.Select(f => new[]
            {
                f.Name,
                f.StrValue ?? f.NumValue?.ToString(culture) ?? (f.DateValue is { } date ? PageWords.At(date, culture) : null),
            }));
    }

    private static IEnumerable<string?[]> Rows(
        OwnApplicationData application, IStringLocalizer<DataTexts> text, Func<DateTimeOffset, string> at)
    {
        var submitted = at(application.SubmittedAt);
        IEnumerable<(string Label, string? Value)> sender =
        [
            (text["ProfileName"], application.Name), (text["From"], application.Network), (text["Device"], application.UserAgent),
        ];
        return sender.Where(r => r.Value is not null).Select(r => new[] { submitted, r.Label, r.Value })
            .Concat(application.Answers.Select(a => new[] { submitted, a.Field.Label, a.Text }))
            .Concat(application.Questions.Select(q => new[] { at(q.At), q.Text, q.Reply }))
            .Concat(application.History.Select(h => new[] { at(h.At), text["Act_" + h.Act].Value, h.Reason }));
    }

    private static string Word(string name, IStringLocalizer<DataTexts> text) =>
        text["Word_" + name] is { ResourceNotFound: false } word ? word.Value : name;

    private static string YesNo(bool value, IStringLocalizer<DataTexts> text) => value ? text["Yes"] : text["No"];
}
