using Members.Accounts;
using Members.Secrets;

namespace Members.Gateway.Json;

/// <summary>A member in the HTTP API (contract, section 1).</summary>
internal sealed record MemberBody(
    Guid Id,
    string LoginEmail,
    string Status,
    string? FirstName,
    string? LastName,
    string? Nickname,
    string ProfilePrivacyStatus,
    DateTimeOffset CreationDate,
    DateTimeOffset LastUpdateDate,
    DateTimeOffset? LastLoginDate,
    IReadOnlyList<string> Emails,
    IReadOnlyList<string> Phones,
    IReadOnlyList<string> Labels,
    IReadOnlyList<AddressBody> Addresses,
    IReadOnlyList<CustomFieldBody> CustomFields,
    string? Picture,
    string? Locale,
    Guid ContactId,
    bool EmailVerified,
    DateTimeOffset? BlockedUntil,
    string? BlockReason)
{
    public static MemberBody Of(MemberView member) => new(
        member.Id,
        member.LoginEmail,
        MemberStatuses.Of(member.Status).ApiName,
        member.Contact.FirstName,
        member.Contact.LastName,
        member.Contact.Nickname,
        PrivacyNames.Of(member.Privacy),
        member.CreatedAt,
        member.UpdatedAt,
        member.LastLoginAt,
        member.Contact.Emails,
        member.Contact.Phones,
        member.Contact.Labels,
        [],
        member.Contact.CustomFields.IsEmpty
            ? []
            : [.. member.Contact.CustomFields.Select(f => new CustomFieldBody(f.Name, f.StrValue, f.NumValue, f.DateValue))],
        member.Contact.Picture,
        member.Contact.Locale,
        member.ContactId,
        member.EmailVerified,
        member.BlockedUntil,
        member.BlockReason);
}

/// <summary>A postal address.</summary>
internal sealed record AddressBody(string? Street, string? City, string? Region, string? Country, string? PostalCode);

/// <summary>A field that the site defines, with exactly one of the three values.</summary>
internal sealed record CustomFieldBody(string? Name, string? StrValue, double? NumValue, DateTimeOffset? DateValue);

/// <summary>The one-time ticket for a session.</summary>
internal sealed record TicketBody(string Token)
{
    public static TicketBody Of(OpaqueToken ticket) => new(ticket.Reveal());
}

/// <summary>A response that holds a member.</summary>
internal sealed record MemberAnswer(MemberBody Member)
{
    public static MemberAnswer Of(MemberView member) => new(MemberBody.Of(member));
}

/// <summary>A response that holds a session ticket.</summary>
internal sealed record TicketAnswer(TicketBody Session)
{
    public static TicketAnswer Of(OpaqueToken ticket) => new(TicketBody.Of(ticket));
}

/// <summary>Success without content: an empty object.</summary>
internal sealed record EmptyAnswer
{
    public static EmptyAnswer Instance { get; } = new();
}
