using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Emails;
using Members.SignUp;

namespace Members.Import;

/// <summary>
/// What of a member may leave a site and come to another: everything but sessions, tokens, mails that have not left, roles and the
/// audit events (docs/import.md). Every source of an import is read into it, and an export is made of it.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.PortableMember")]
public sealed record PortableMember
{
    /// <summary>The member id of an export of Members; null when the source has no such ids.</summary>
    [Id(0)]
    public Guid? Id { get; init; }

    /// <summary>The login address.</summary>
    [Id(1)]
    public required EmailAddress Email { get; init; }

    /// <summary>Whether the member has shown that they read mail sent to it.</summary>
    [Id(2)]
    public bool EmailVerified { get; init; }

    /// <summary>The status; never <see cref="MemberStatus.None"/>.</summary>
    [Id(3)]
    public required MemberStatus Status { get; init; }

    /// <summary>What is known about a block; null for a member who is not blocked, or of whose block nothing is known.</summary>
    [Id(4)]
    public PortableBlock? Block { get; init; }

    /// <summary>When the member registered; null when the source does not say.</summary>
    [Id(5)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the member last logged in; null for never, or when the source does not say.</summary>
    [Id(6)]
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>The hash of the password; null for a member without one.</summary>
    [Id(7)]
    public PortableHash? Password { get; init; }

    /// <summary>What the member tells about themself, with labels and custom fields.</summary>
    [Id(8)]
    public ContactInfo Contact { get; init; } = ContactInfo.Empty;

    /// <summary>Who may see that.</summary>
    [Id(9)]
    public ProfilePrivacy Privacy { get; init; }

    /// <summary>The id of the member's contact in an export of Members.</summary>
    [Id(10)]
    public Guid? ContactId { get; init; }

    /// <summary>What the member has agreed to.</summary>
    [Id(11)]
    public ImmutableArray<PortableConsent> Consents { get; init; } = [];

    /// <summary>What the member applied with, oldest first.</summary>
    [Id(12)]
    public ImmutableArray<PortableApplication> Applications { get; init; } = [];

    /// <summary>Nothing of it: personal data must not reach a log (contract I15).</summary>
    public override string ToString() => "portable member";
}

/// <summary>A block.</summary>
/// <param name="From">The status that the member has when the block is over.</param>
/// <param name="Until">When it ends by itself; null for never.</param>
/// <param name="Reason">Why, at most 1,000 characters.</param>
/// <param name="TellMember">Whether the member is told why and until when.</param>
[GenerateSerializer, Immutable, Alias("members.PortableBlock")]
public sealed record PortableBlock(MemberStatus From, DateTimeOffset? Until = null, string? Reason = null, bool TellMember = false);

/// <summary>An agreement to a text.</summary>
/// <param name="Key">The field of the form.</param>
/// <param name="Version">The version of the text.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("members.PortableConsent")]
public sealed record PortableConsent(string Key, string Version, DateTimeOffset At);

/// <summary>What somebody applied with, and what became of it.</summary>
/// <param name="SubmittedAt">When they applied.</param>
[GenerateSerializer, Immutable, Alias("members.PortableApplication")]
public sealed record PortableApplication(DateTimeOffset SubmittedAt)
{
    /// <summary>Counts the member's applications, from 1.</summary>
    [Id(1)]
    public int Number { get; init; } = 1;

    /// <summary>What they answered to the sign-up form.</summary>
    [Id(2)]
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>The version of the form; null when the site asked nothing.</summary>
    [Id(3)]
    public int? FormVersion { get; init; }

    /// <summary>The name of the rule that applied.</summary>
    [Id(4)]
    public string? Rule { get; init; }

    /// <summary>The decision that stands; null while it waits.</summary>
    [Id(5)]
    public ApplicationDecision? Decision { get; init; }

    /// <summary>What staff wrote down.</summary>
    [Id(6)]
    public ImmutableArray<ApplicationNote> Notes { get; init; } = [];

    /// <summary>What staff asked.</summary>
    [Id(7)]
    public ImmutableArray<ApplicationQuestion> Questions { get; init; } = [];

    /// <summary>What was decided, oldest first.</summary>
    [Id(8)]
    public ImmutableArray<ApplicationEvent> History { get; init; } = [];
}
