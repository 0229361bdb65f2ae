using Members.Accounts;
using Members.Gateway.Authentication;
using Members.Gateway.Json;

namespace Members.Gateway.Wix;

/// <summary>Names an identity by its e-mail address.</summary>
internal sealed record LoginId(string? Email);

/// <summary>A member in Wix's identity services (wix-contract B.4).</summary>
internal sealed record IdentityBody(
    Guid Id,
    DateTimeOffset CreatedDate,
    DateTimeOffset UpdatedDate,
    IdentityEmail Email,
    IdentityStatus Status,
    IdentityProfile IdentityProfile)
{
    public static IdentityBody Of(MemberView member) => new(
        member.Id,
        member.CreatedAt,
        member.UpdatedAt,
        new(member.LoginEmail, member.EmailVerified),
        IdentityStatus.Of(MemberStatuses.Of(member.Status)),
        IdentityProfile.Of(member));
}

/// <summary>The address, and whether it is verified.</summary>
internal sealed record IdentityEmail(string Address, bool IsVerified);

/// <summary>The status, and what the identity waits for.</summary>
internal sealed record IdentityStatus(string Name, IReadOnlyList<string> Reasons)
{
    public static IdentityStatus Of(MemberStatusEntry status) => new(status.ApiName, status.WixReason is { } reason ? [reason] : []);
}

/// <summary>What people say about themselves, in requests and responses.</summary>
internal sealed record IdentityProfile(
    string? FirstName = null,
    string? LastName = null,
    string? Nickname = null,
    string? Picture = null,
    IReadOnlyList<string?>? Labels = null,
    string? Language = null,
    string? PrivacyStatus = null,
    IReadOnlyList<string?>? Emails = null,
    IReadOnlyList<string?>? Phones = null,
    IReadOnlyList<IdentityField?>? CustomFields = null)
{
    public static IdentityProfile Of(MemberView member) => new(
        member.Contact.FirstName,
        member.Contact.LastName,
        member.Contact.Nickname,
        member.Contact.Picture,
        member.Contact.Labels,
        member.Contact.Locale,
        PrivacyNames.Of(member.Privacy),
        member.Contact.Emails,
        member.Contact.Phones,
        [.. member.Contact.CustomFields.Select(f => new IdentityField(f.Name, new(f.StrValue, f.NumValue, f.DateValue)))]);

    /// <summary>The same as in a request to register with us.</summary>
    public ContactInfoBody ToContact() => new(
        FirstName,
        LastName,
        Picture,
        Emails,
        Phones,
        Labels,
        Language,
        CustomFields?.Select(f => f?.ToOwn()).ToArray(),
        Nickname);
}

/// <summary>A field that the site defines.</summary>
internal sealed record IdentityField(string? Name, IdentityFieldValue? Value)
{
    public CustomFieldBody ToOwn() => new(Name, Value?.StrValue, Value?.NumValue, Value?.DateValue);
}

/// <summary>Its value.</summary>
internal sealed record IdentityFieldValue(string? StrValue, double? NumValue, DateTimeOffset? DateValue);
