using System.Collections.Immutable;
using Members.Accounts;
using Members.Emails;
using Members.Grains.Applications;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Secrets;

namespace Members.Grains.Accounts;

/// <summary>
/// Everything of one member: slices, stored together as one row and in one commit. Property names are the stored contract; the
/// database derives its directory and the table of owned addresses from them (Silo, Storage folder).
/// </summary>
[GenerateSerializer, Immutable, Alias("members.MemberRecord")]
internal sealed record MemberRecord : VersionedRecord, IShownMember
{
    /// <summary>The highest schema number of a member's record that this version knows.</summary>
    public const int Known = 6;

    /// <summary>An empty record. Schema 2 has the slices, which the migration made of the flat records of 1.</summary>
    public MemberRecord() => Schema = 2;

    /// <summary>The member id, as in the grain key.</summary>
    [Id(1)]
    public Guid Id { get; init; }

    /// <summary>The member's status; none while there is no member.</summary>
    [Id(2)]
    public MemberStatus Status { get; init; }

    /// <summary>When the member registered.</summary>
    [Id(8)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last changed that the member or the site can see.</summary>
    [Id(9)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the member last logged in.</summary>
    [Id(10)]
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>When the member was deleted: nothing else is kept, and the id is never used again.</summary>
    [Id(53)]
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When the sweeper must look after this record; null when nothing waits for a time.</summary>
    [Id(19)]
    public DateTimeOffset? Due { get; init; }

    [Id(60)]
    public Profile Profile { get; init; } = Profile.Empty;

    [Id(61)]
    public Addresses Addresses { get; init; } = Addresses.None;

    [Id(62)]
    public Credentials Credentials { get; init; } = Credentials.None;

    /// <summary>Live sessions, oldest first.</summary>
    [Id(13)]
    public ImmutableArray<SessionRecord> Sessions { get; init; } = [];

    /// <summary>One-time tokens, dead ones for a while.</summary>
    [Id(14)]
    public ImmutableArray<TokenRecord> Tokens { get; init; } = [];

    /// <summary>Mail that has not left yet.</summary>
    [Id(15)]
    public ImmutableArray<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>The last audit events, in the order of when they last happened. Rules add at the end.</summary>
    [Id(30)]
    public ImmutableArray<EventRecord> Events { get; init; } = [];

    /// <summary>A registration that waits for its code; there is no member then.</summary>
    [Id(63)]
    public PendingRegistration? Pending { get; init; }

    /// <summary>The newest verification of an address.</summary>
    [Id(51)]
    public AddressVerification? Verification { get; init; }

    /// <summary>What the member applied with, oldest first, the newest five.</summary>
    [Id(64)]
    public ImmutableArray<ApplicationRecord> Applications { get; init; } = [];

    /// <summary>What is known about the member's block; null for one without an end and a reason.</summary>
    [Id(65)]
    public SuspensionRecord? Suspension { get; init; }

    /// <summary>What the member has agreed to.</summary>
    [Id(66)]
    public ImmutableArray<ConsentRecord> Consents { get; init; } = [];

    /// <summary>When the applicant last replied; null once the digest knows, which tells approvers.</summary>
    [Id(67)]
    public DateTimeOffset? News { get; init; }

    /// <summary>Another application of somebody who was rejected, which waits for its code.</summary>
    [Id(68)]
    public PendingRegistration? Reapplication { get; init; }

    /// <summary>When the deletion that the member asked for takes effect; null when they have asked for none, or come back.</summary>
    [Id(69)]
    public DateTimeOffset? DeletionAt { get; init; }

    /// <summary>The import that has made the member; null for who came by themself.</summary>
    [Id(70)]
    public ImportMark? Import { get; init; }

    /// <inheritdoc/>
    public override int KnownSchema() => Known;

    /// <summary>
    /// The lowest schema of what the record uses. A version that knows no rejected members (3), or none of the mails and tokens of
    /// applicants (4), could not read the record, and says so (docs/versions.md). One that knows of no deletion that waits (5) would let
    /// the member come back and delete them all the same. One that knows no hashes of other sites but bcrypt (6) could not check the
    /// password.
    /// </summary>
    public int NeededSchema() =>
        Credentials.Password?.IsOfOtherSite() == true ? 6 :
        DeletionAt is not null || Outbox.Any(e => e.Kind >= MailKind.AccountDeletion) ? 5 :
        Tokens.Any(t => t.Purpose == TokenPurpose.Application) || Outbox.Any(e => e.Kind >= MailKind.ApplicationsWaiting) ? 4
        : Status == MemberStatus.Rejected ? 3
        : 2;

    /// <summary>
    /// The record as it is at a time: a block whose end has come is over, whoever looks, and what was decided before it stands again.
    /// </summary>
    public MemberRecord At(DateTimeOffset now) => Status == MemberStatus.Blocked && Suspension?.Until <= now
        ? this with { Status = Suspension.From, Suspension = null, Applications = Unblocked(Suspension.From) }
        : this;

    /// <summary>Whether there is a member.</summary>
    public bool Exists() => Status != MemberStatus.None;

    /// <summary>
    /// Whether a caller who named the member by an address means this member still: the address may have moved on since it was
    /// looked up.
    /// </summary>
    public bool IsNamed(EmailAddress? address) => address is null || Addresses.Login?.Is(address) == true;

    /// <summary>Whether a member may be made here: there is none, and there never was one.</summary>
    public bool IsVacant() => !Exists() && DeletedAt is null;

    private ImmutableArray<ApplicationRecord> Unblocked(MemberStatus status) => Applications is [.., var newest]
        ? Applications.SetItem(Applications.Length - 1, newest.Unblocked(status))
        : Applications;
}
