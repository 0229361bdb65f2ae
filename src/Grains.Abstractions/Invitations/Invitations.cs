using System.Collections.Immutable;
using Members.Admission;
using Members.Directory;
using Members.Emails;
using Members.SignUp;

namespace Members.Invitations;

/// <summary>An invitation to sign up.</summary>
/// <param name="Id">Its id, which is not secret.</param>
/// <param name="Uses">How often it may be used.</param>
/// <param name="Used">How often it was used. No use comes back.</param>
/// <param name="Admits">Whether who uses it is a member at once, or waits.</param>
/// <param name="By">Who made it.</param>
/// <param name="CreatedAt">When.</param>
[GenerateSerializer, Immutable, Alias("members.Invitation")]
public sealed record Invitation(Guid Id, int Uses, int Used, Admittance Admits, Actor By, DateTimeOffset CreatedAt)
{
    /// <summary>From when on it is no longer good; null for never.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The address that alone may use it; null for any.</summary>
    [Id(7)]
    public string? Email { get; init; }

    /// <summary>What staff wrote about it.</summary>
    [Id(8)]
    public string? Note { get; init; }

    /// <summary>When it was withdrawn; null while it was not.</summary>
    [Id(9)]
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Neither address nor note.</summary>
    public override string ToString() => $"invitation {Id}";
}

/// <summary>Makes invitations that are alike, each with a code of its own.</summary>
/// <param name="Count">How many, 1 to 100.</param>
/// <param name="Uses">How often each may be used, 1 to 10,000.</param>
/// <param name="Admits">Whether who uses one is a member at once, or waits.</param>
[GenerateSerializer, Immutable, Alias("members.CreateInvitations")]
public sealed record CreateInvitations(int Count = 1, int Uses = 1, Admittance Admits = Admittance.Queue)
{
    /// <summary>From when on they are no longer good; null for never.</summary>
    [Id(3)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The address that alone may use it: of one invitation with one use.</summary>
    [Id(4)]
    public EmailAddress? Email { get; init; }

    /// <summary>What staff write about them, at most 1,000 characters.</summary>
    [Id(5)]
    public string? Note { get; init; }

    /// <summary>Whether it is mailed to the address, with the note.</summary>
    [Id(6)]
    public bool Send { get; init; }
}

/// <summary>A new invitation with its code, which is told once.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Code">The code.</param>
[GenerateSerializer, Immutable, Alias("members.NewInvitation")]
public sealed record NewInvitation(Invitation Invitation, InvitationCode Code);

/// <summary>New invitations.</summary>
/// <param name="Invitations">The invitations.</param>
[GenerateSerializer, Immutable, Alias("members.NewInvitations")]
public sealed record NewInvitations(ImmutableArray<NewInvitation> Invitations);

/// <summary>A page of invitations, newest first.</summary>
/// <param name="Invitations">The invitations.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
[GenerateSerializer, Immutable, Alias("members.InvitationPage")]
public sealed record InvitationPage(ImmutableArray<Invitation> Invitations, PageMark? Next);
