using Members.Emails;

namespace Members;

/// <summary>
/// How a caller names a member: by id, or by the address that the member logs in with. An address may move on at any moment, so the
/// member's own grain compares it with the record before it acts.
/// </summary>
public readonly record struct MemberName
{
    private MemberName(Guid? id, EmailAddress? email) => (Id, Email) = (id, email);

    /// <summary>The id; null for a member who is named by address.</summary>
    public Guid? Id { get; }

    /// <summary>The address; null for a member who is named by id.</summary>
    public EmailAddress? Email { get; }

    /// <summary>Names a member by id.</summary>
    public static MemberName FromGuid(Guid id) => new(id, null);

    /// <summary>Names a member by address.</summary>
    public static MemberName FromEmailAddress(EmailAddress email) => new(null, email);

    /// <inheritdoc cref="FromGuid"/>
    public static implicit operator MemberName(Guid id) => FromGuid(id);

    /// <inheritdoc cref="FromEmailAddress"/>
    public static implicit operator MemberName(EmailAddress email) => FromEmailAddress(email);
}
