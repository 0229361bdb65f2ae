using Members.Emails;
using Members.Secrets;

namespace Members.Accounts;

/// <summary>Registers the member whose grain receives it.</summary>
/// <param name="Email">The login address.</param>
/// <param name="Password">The password.</param>
/// <param name="Contact">What the member tells.</param>
/// <param name="Privacy">Who may see the profile.</param>
[GenerateSerializer, Immutable, Alias("members.RegisterMember")]
public sealed record RegisterMember(EmailAddress Email, PlainPassword Password, ContactInfo Contact, ProfilePrivacy Privacy);

/// <summary>A registration that was done: exactly one of the two tokens is there.</summary>
/// <param name="Member">The new member.</param>
/// <param name="SessionTicket">With automatic approval.</param>
/// <param name="ApprovalToken">With manual approval.</param>
[GenerateSerializer, Immutable, Alias("members.Registered")]
public sealed record Registered(MemberView Member, OpaqueToken? SessionTicket, OpaqueToken? ApprovalToken);

/// <summary>A login that succeeded.</summary>
/// <param name="Member">The member.</param>
/// <param name="SessionTicket">The one-time ticket for a session.</param>
[GenerateSerializer, Immutable, Alias("members.LoggedIn")]
public sealed record LoggedIn(MemberView Member, OpaqueToken SessionTicket);

/// <summary>Changes the login address.</summary>
/// <param name="NewEmail">The address from now on.</param>
/// <param name="RevokeCurrentSessions">Whether the member's sessions end.</param>
[GenerateSerializer, Immutable, Alias("members.ChangeLoginEmail")]
public sealed record ChangeLoginEmail(EmailAddress NewEmail, bool RevokeCurrentSessions);

/// <summary>Changes the password of a member who knows it.</summary>
/// <param name="Session">The session that asks; the only one that goes on afterwards.</param>
/// <param name="Current">The password until now.</param>
/// <param name="New">The password from now on.</param>
[GenerateSerializer, Immutable, Alias("members.ChangePassword")]
public sealed record ChangePassword(Guid Session, PlainPassword Current, PlainPassword New);
