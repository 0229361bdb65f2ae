using System.Collections.Immutable;
using Members.Emails;
using Members.Secrets;
using Members.Verification;

namespace Members.Accounts;

/// <summary>Registers a member, in the grain that receives it.</summary>
/// <param name="Email">The login address.</param>
/// <param name="Password">The password.</param>
/// <param name="Contact">What the member says about themselves.</param>
/// <param name="Privacy">Who may see the profile.</param>
/// <param name="Proof">The mailed code, if the same call was refused with <c>EmailVerificationRequired</c> before.</param>
[GenerateSerializer, Immutable, Alias("members.RegisterMember")]
public sealed record RegisterMember(
    EmailAddress Email, PlainPassword Password, ContactInfo Contact, ProfilePrivacy Privacy, EmailProof? Proof = null)
{
    /// <summary>What is answered to the sign-up form: JSON by the key of the field.</summary>
    [Id(5)]
    public ImmutableSortedDictionary<string, string>? Answers { get; init; }

    /// <summary>The code of an invitation, as typed.</summary>
    [Id(6)]
    public string? Invitation { get; init; }

    /// <summary>What the visitor's browser calls itself.</summary>
    [Id(7)]
    public string? UserAgent { get; init; }

    /// <summary>
    /// The same for each repetition of a call that applies again; null for one that cannot be repeated. A first registration is known by
    /// the grain that it reaches.
    /// </summary>
    [Id(8)]
    public Guid? Request { get; init; }
}

/// <summary>How a member is blocked.</summary>
/// <param name="Named">The address that the member was named by; null when by id.</param>
/// <param name="Reason">Why, at most 1,000 characters.</param>
/// <param name="Until">When the block ends by itself; null for never.</param>
/// <param name="TellMember">Whether the member is told why and until when: by mail and at login.</param>
[GenerateSerializer, Immutable, Alias("members.BlockMember")]
public sealed record BlockMember(
    EmailAddress? Named = null, string? Reason = null, DateTimeOffset? Until = null, bool TellMember = false);

/// <summary>Creates an active member. Without a password they set one by a mailed link, or never log in.</summary>
/// <param name="Email">The login address, which the caller vouches for.</param>
/// <param name="Contact">What is known about the member.</param>
/// <param name="Privacy">Who may see the profile.</param>
[GenerateSerializer, Immutable, Alias("members.CreateMember")]
public sealed record CreateMember(EmailAddress Email, ContactInfo Contact, ProfilePrivacy Privacy)
{
    /// <summary>The password. A silo of the former version does not know it and creates the member without.</summary>
    [Id(3)]
    public PlainPassword? Password { get; init; }
}

/// <summary>A finished registration, with exactly one of the two tokens.</summary>
/// <param name="Member">The new member.</param>
/// <param name="SessionTicket">With automatic approval.</param>
/// <param name="ApprovalToken">With manual approval.</param>
/// <param name="ApplicationToken">With it the applicant sees how their application stands.</param>
[GenerateSerializer, Immutable, Alias("members.Registered")]
public sealed record Registered(
    MemberView Member, OpaqueToken? SessionTicket, OpaqueToken? ApprovalToken, OpaqueToken? ApplicationToken = null);

/// <summary>Logs in with a password.</summary>
/// <param name="Email">The address that was typed.</param>
/// <param name="Password">The password that was typed.</param>
/// <param name="Device">The token of a device that has logged in before; its attempts are counted apart from strangers'.</param>
/// <param name="RememberDevice">Whether a device without a token gets one.</param>
[GenerateSerializer, Immutable, Alias("members.LogIn")]
public sealed record LogIn(EmailAddress Email, PlainPassword Password, OpaqueToken? Device = null, bool RememberDevice = false);

/// <summary>A successful login.</summary>
/// <param name="Member">The member.</param>
/// <param name="SessionTicket">The one-time ticket for a session.</param>
/// <param name="Device">The token of the device, if it is to be remembered and had none.</param>
[GenerateSerializer, Immutable, Alias("members.LoggedIn")]
public sealed record LoggedIn(MemberView Member, OpaqueToken SessionTicket, OpaqueToken? Device = null);

/// <summary>Sets the password with a mailed token.</summary>
/// <param name="Token">The token of the link.</param>
/// <param name="Password">The new password.</param>
/// <param name="RememberDevice">Whether the device gets a token: whoever reads the member's mail is not a stranger.</param>
[GenerateSerializer, Immutable, Alias("members.SetPassword")]
public sealed record SetPassword(OpaqueToken Token, PlainPassword Password, bool RememberDevice = false);

/// <summary>The password was set.</summary>
/// <param name="Device">The token of the device, if it is to be remembered.</param>
[GenerateSerializer, Immutable, Alias("members.PasswordSet")]
public sealed record PasswordSet(OpaqueToken? Device);

/// <summary>Changes the login address.</summary>
/// <param name="NewEmail">The new address.</param>
/// <param name="RevokeCurrentSessions">Whether the member's sessions end.</param>
/// <param name="Verify">
/// Whether the new address must be verified first: the call is then refused with <c>EmailVerificationRequired</c> and repeated with
/// the code. For seven days after the change, the old address stays reserved, and the notice mailed to it has a link that undoes the
/// change.
/// </param>
/// <param name="Proof">The mailed code.</param>
[GenerateSerializer, Immutable, Alias("members.ChangeLoginEmail")]
public sealed record ChangeLoginEmail(EmailAddress NewEmail, bool RevokeCurrentSessions, bool Verify = false, EmailProof? Proof = null);

/// <summary>Changes the password of a member who knows it.</summary>
/// <param name="Session">The calling session, which is the only one that survives.</param>
/// <param name="Current">The current password.</param>
/// <param name="New">The new password.</param>
[GenerateSerializer, Immutable, Alias("members.ChangePassword")]
public sealed record ChangePassword(Guid Session, PlainPassword Current, PlainPassword New);

/// <summary>Changes what members tell about themselves.</summary>
/// <param name="Contact">All of it as it is to be. Its labels and custom fields are the site's: those that are stored stay.</param>
/// <param name="Privacy">Who may see it.</param>
[GenerateSerializer, Immutable, Alias("members.UpdateProfile")]
public sealed record UpdateProfile(ContactInfo Contact, ProfilePrivacy Privacy);

/// <summary>Asks for the deletion of one's own account.</summary>
/// <param name="Session">The calling session. It ends, as all do.</param>
/// <param name="Password">The password; null for a member who has none.</param>
[GenerateSerializer, Immutable, Alias("members.RequestDeletion")]
public sealed record RequestDeletion(Guid Session, PlainPassword? Password);

/// <summary>A deletion that a member has asked for.</summary>
/// <param name="At">When it takes effect, unless they log in before.</param>
[GenerateSerializer, Immutable, Alias("members.RequestedDeletion")]
public sealed record RequestedDeletion(DateTimeOffset At);
