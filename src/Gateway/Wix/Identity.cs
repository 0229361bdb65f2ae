using Members.Accounts;
using Members.Gateway.Authentication;
using Members.Gateway.Json;

namespace Members.Gateway.Wix;

/// <summary>How an identity is named: by its e-mail address.</summary>
internal sealed record LoginId(string? Email);

/// <summary>A member as the services of identities show them (wix-contract B.4).</summary>
internal sealed record IdentityBody(
    Guid Id, DateTimeOffset CreatedDate, DateTimeOffset UpdatedDate, IdentityEmail Email, IdentityStatus Status, IdentityProfile IdentityProfile)
{
    public static IdentityBody Of(MemberView member) => new(
        member.Id,
        member.CreatedAt,
        member.UpdatedAt,
        new(member.LoginEmail, member.EmailVerified),
        IdentityStatus.Of(MemberStatuses.Of(member.Status)),
        IdentityProfile.Of(member));
}

/// <summary>The address, and whether its mail was shown to be read.</summary>
internal sealed record IdentityEmail(string Address, bool IsVerified);

/// <summary>Where the identity stands, and what it waits for.</summary>
internal sealed record IdentityStatus(string Name, IReadOnlyList<string> Reasons)
{
    public static IdentityStatus Of(MemberStatusEntry status) => new(status.ApiName, status.WixReason is { } reason ? [reason] : []);
}

/// <summary>What a person tells about themself, in both directions.</summary>
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

    /// <summary>The same in the form of our own registration.</summary>
    public ContactInfoBody ToContact() => new(
        FirstName,
        LastName,
        Picture,
        Emails,
        Phones,
        Labels,
        Language,
        CustomFields?.Select(f => f is null ? null : new CustomFieldBody(f.Name, f.Value?.StrValue, f.Value?.NumValue, f.Value?.DateValue)).ToArray(),
        Nickname);
}

/// <summary>A field of the site's own.</summary>
internal sealed record IdentityField(string? Name, IdentityFieldValue? Value);

/// <summary>Its value.</summary>
internal sealed record IdentityFieldValue(string? StrValue, double? NumValue, DateTimeOffset? DateValue);
