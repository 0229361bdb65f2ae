using System.Collections.Immutable;
using Members.Accounts;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Devices;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Grains.Verification;

namespace Members.Grains.Accounts;

/// <summary>
/// Everything of one member, in the one record that is stored. Property names are the stored contract; the database
/// derives its directory from <c>status</c>, <c>login</c>, <c>createdAt</c> and <c>due</c> (Silo, Storage folder).
/// </summary>
[GenerateSerializer, Immutable, Alias("members.MemberRecord")]
internal sealed record MemberRecord
{
    /// <summary>The version of this shape.</summary>
    [Id(0)]
    public int Schema { get; init; } = 1;

    /// <summary>The member id, as in the grain key.</summary>
    [Id(1)]
    public Guid Id { get; init; }

    /// <summary>Where the member stands; none while there is no member.</summary>
    [Id(2)]
    public MemberStatus Status { get; init; }

    /// <summary>The login address.</summary>
    [Id(3)]
    public LoginName? Login { get; init; }

    /// <summary>Whether the member has shown that they read mail sent there.</summary>
    [Id(4)]
    public bool EmailVerified { get; init; }

    /// <summary>What the member told.</summary>
    [Id(5)]
    public ContactInfo Contact { get; init; } = ContactInfo.Empty;

    /// <summary>Who may see the profile.</summary>
    [Id(6)]
    public ProfilePrivacy Privacy { get; init; }

    /// <summary>The contact that goes with the member.</summary>
    [Id(7)]
    public Guid ContactId { get; init; }

    /// <summary>When the member registered.</summary>
    [Id(8)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the record was last written.</summary>
    [Id(9)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the member last logged in.</summary>
    [Id(10)]
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>The password, if one was set.</summary>
    [Id(11)]
    public PasswordDigest? Password { get; init; }

    /// <summary>Counts changes of the password, not re-hashes: a check that began before a change must not succeed after it.</summary>
    [Id(12)]
    public int PasswordVersion { get; init; }

    /// <summary>Live sessions, oldest first.</summary>
    [Id(13)]
    public ImmutableArray<SessionRecord> Sessions { get; init; } = [];

    /// <summary>One-time tokens, dead ones for a while.</summary>
    [Id(14)]
    public ImmutableArray<TokenRecord> Tokens { get; init; } = [];

    /// <summary>Mail that has not left yet.</summary>
    [Id(15)]
    public ImmutableArray<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Since when the member has been joining: set until it is stored that the address is held.</summary>
    [Id(16)]
    public DateTimeOffset? JoiningSince { get; init; }

    /// <summary>A change of address that has begun.</summary>
    [Id(17)]
    public Move? Moving { get; init; }

    /// <summary>An address that was left but may not have been freed yet.</summary>
    [Id(18)]
    public Departure? Leaving { get; init; }

    /// <summary>When somebody must look after unfinished work; null when there is none.</summary>
    [Id(19)]
    public DateTimeOffset? Due { get; init; }

    /// <summary>Devices that the member has logged in with, the one used last at the end.</summary>
    [Id(20)]
    public ImmutableArray<DeviceRecord> Devices { get; init; } = [];

    /// <summary>The last security events, in the order of when they last happened. Rules add at the end.</summary>
    [Id(30)]
    public ImmutableArray<EventRecord> Events { get; init; } = [];

    /// <summary>A registration that waits for its code; there is no member then.</summary>
    [Id(50)]
    public Signup? Signup { get; init; }

    /// <summary>The newest verification of an address.</summary>
    [Id(51)]
    public AddressVerification? Verification { get; init; }

    /// <summary>Addresses left by verified changes, the one left last at the end.</summary>
    [Id(52)]
    public ImmutableArray<AddressSetAside> SetAside { get; init; } = [];

    /// <summary>When the member was deleted: nothing else of them is kept, and the id is never used again.</summary>
    [Id(53)]
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Whether a member may be made here: there is none, and there never was one.</summary>
    public bool IsVacant() => !Exists() && DeletedAt is null;

    /// <summary>Whether there is a member.</summary>
    public bool Exists() => Status != MemberStatus.None;
}

/// <summary>A login address as stored.</summary>
/// <param name="Typed">As shown and mailed to.</param>
/// <param name="Canonical">As matched.</param>
/// <param name="Key">The key of the grain that decides who holds it.</param>
/// <param name="Operation">The operation by which it is held: only that may be released.</param>
[GenerateSerializer, Immutable, Alias("members.LoginName")]
internal sealed record LoginName(string Typed, string Canonical, string Key, Guid Operation)
{
    /// <summary>An address under an operation.</summary>
    public static LoginName Of(EmailAddress address, Guid operation) =>
        new(address.Typed, address.Canonical, LoginKey.For(address).Value, operation);

    /// <summary>Whether it is the same address.</summary>
    public bool Is(EmailAddress address) => Canonical == address.Canonical;
}

/// <summary>A change of address that has been decided but not done.</summary>
/// <param name="To">The address to come, with the change's operation.</param>
/// <param name="Since">When it began.</param>
/// <param name="RevokeSessions">Whether the sessions end with it.</param>
/// <param name="Event">What the audit log tells of it when it is done, perhaps by another call than the one that began it.</param>
/// <param name="Verified">Whether the address to come was shown to be read: the one left is then set aside.</param>
/// <param name="Notice">The mail that the change sends; the change's operation when none is given.</param>
/// <param name="SetAsideBy">The operation by which the address to come is set aside for this very member; null for any other.</param>
/// <param name="Undo">The id of the token that the change is undone with.</param>
[GenerateSerializer, Immutable, Alias("members.Move")]
internal sealed record Move(LoginName To, DateTimeOffset Since, bool RevokeSessions, EventRecord? Event = null, bool Verified = false, Guid? Notice = null, Guid? SetAsideBy = null, Guid? Undo = null);

/// <summary>An address to free, or to set aside.</summary>
/// <param name="Key">The key of the grain that decides who holds it.</param>
/// <param name="Operation">The operation by which it was held.</param>
/// <param name="Since">When it was left.</param>
/// <param name="Until">Until when it is set aside; null when it is free at once.</param>
[GenerateSerializer, Immutable, Alias("members.Departure")]
internal sealed record Departure(string Key, Guid Operation, DateTimeOffset Since, DateTimeOffset? Until = null);
