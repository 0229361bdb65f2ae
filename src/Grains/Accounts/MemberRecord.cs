using System.Collections.Immutable;
using Members.Accounts;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Devices;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Tokens;

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
[GenerateSerializer, Immutable, Alias("members.Move")]
internal sealed record Move(LoginName To, DateTimeOffset Since, bool RevokeSessions, EventRecord? Event = null);

/// <summary>An address to free.</summary>
/// <param name="Key">The key of the grain that decides who holds it.</param>
/// <param name="Operation">The operation by which it was held.</param>
/// <param name="Since">When it was left.</param>
[GenerateSerializer, Immutable, Alias("members.Departure")]
internal sealed record Departure(string Key, Guid Operation, DateTimeOffset Since);
