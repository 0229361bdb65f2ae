using Members.Accounts;
using Members.Emails;

namespace Members.Grains.Passwords;

/// <summary>Whose password it is: what belongs to the member makes a bad password.</summary>
/// <param name="Email">The login address.</param>
/// <param name="Contact">What the member says about themselves.</param>
internal sealed record PasswordOwner(EmailAddress Email, ContactInfo Contact);
