using Members.Emails;
using Members.Secrets;
using Members.Verification;

namespace Members.Accounts;

/// <summary>Registers the member whose grain receives it.</summary>
/// <param name="Email">The login address.</param>
/// <param name="Password">The password.</param>
/// <param name="Contact">What the member tells.</param>
/// <param name="Privacy">Who may see the profile.</param>
/// <param name="Proof">The mailed code, when the same call was refused with <c>EmailVerificationRequired</c> before.</param>
[GenerateSerializer, Immutable, Alias("members.RegisterMember")]
public sealed record RegisterMember(EmailAddress Email, PlainPassword Password, ContactInfo Contact, ProfilePrivacy Privacy, EmailProof? Proof = null);

/// <summary>Makes an active member without a password, who sets one by a mailed link (or never logs in).</summary>
/// <param name="Email">The login address, which the caller vouches for.</param>
/// <param name="Contact">What is known of the member.</param>
/// <param name="Privacy">Who may see the profile.</param>
[GenerateSerializer, Immutable, Alias("members.CreateMember")]
public sealed record CreateMember(EmailAddress Email, ContactInfo Contact, ProfilePrivacy Privacy);

/// <summary>A registration that was done: exactly one of the two tokens is there.</summary>
/// <param name="Member">The new member.</param>
/// <param name="SessionTicket">With automatic approval.</param>
/// <param name="ApprovalToken">With manual approval.</param>
[GenerateSerializer, Immutable, Alias("members.Registered")]
public sealed record Registered(MemberView Member, OpaqueToken? SessionTicket, OpaqueToken? ApprovalToken);

/// <summary>Logs in.</summary>
/// <param name="Email">The address that was typed.</param>
/// <param name="Password">The password that was typed.</param>
/// <param name="Device">The token of a device that has logged in before, whose tries are counted apart from strangers'.</param>
/// <param name="RememberDevice">Whether a device that is not known yet gets a token.</param>
[GenerateSerializer, Immutable, Alias("members.LogIn")]
public sealed record LogIn(EmailAddress Email, PlainPassword Password, OpaqueToken? Device = null, bool RememberDevice = false);

/// <summary>A login that succeeded.</summary>
/// <param name="Member">The member.</param>
/// <param name="SessionTicket">The one-time ticket for a session.</param>
/// <param name="Device">The token of the device, when it is to be remembered and was not known before.</param>
[GenerateSerializer, Immutable, Alias("members.LoggedIn")]
public sealed record LoggedIn(MemberView Member, OpaqueToken SessionTicket, OpaqueToken? Device = null);

/// <summary>Sets the password by a mailed token.</summary>
/// <param name="Token">The token of the link.</param>
/// <param name="Password">The password from now on.</param>
/// <param name="RememberDevice">Whether the device gets a token: whoever reads the address's mail is no stranger.</param>
[GenerateSerializer, Immutable, Alias("members.SetPassword")]
public sealed record SetPassword(OpaqueToken Token, PlainPassword Password, bool RememberDevice = false);

/// <summary>A password that was set.</summary>
/// <param name="Device">The token of the device, when it is to be remembered.</param>
[GenerateSerializer, Immutable, Alias("members.PasswordSet")]
public sealed record PasswordSet(OpaqueToken? Device);

/// <summary>Changes the login address.</summary>
/// <param name="NewEmail">The address from now on.</param>
/// <param name="RevokeCurrentSessions">Whether the member's sessions end.</param>
/// <param name="Verify">
/// Whether the new address must be shown to be read first: the call is then refused with <c>EmailVerificationRequired</c>
/// and repeated with the code. The notice to the old address carries a link that undoes the change, and the old address stays set aside, for seven days.
/// </param>
/// <param name="Proof">The mailed code.</param>
[GenerateSerializer, Immutable, Alias("members.ChangeLoginEmail")]
public sealed record ChangeLoginEmail(EmailAddress NewEmail, bool RevokeCurrentSessions, bool Verify = false, EmailProof? Proof = null);

/// <summary>Changes the password of a member who knows it.</summary>
/// <param name="Session">The session that asks; the only one that goes on afterwards.</param>
/// <param name="Current">The password until now.</param>
/// <param name="New">The password from now on.</param>
[GenerateSerializer, Immutable, Alias("members.ChangePassword")]
public sealed record ChangePassword(Guid Session, PlainPassword Current, PlainPassword New);
