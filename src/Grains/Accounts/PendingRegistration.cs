using Members.Accounts;
using Members.Grains.Applications;
using Members.Grains.Passwords;

namespace Members.Grains.Accounts;

/// <summary>A registration that waits for its code. It makes no member and owns no address until then (docs/adr/0011).</summary>
/// <param name="Password">The password, hashed once.</param>
/// <param name="Contact">What was told.</param>
/// <param name="Privacy">Who may see the profile.</param>
/// <param name="Since">When it was asked for.</param>
[GenerateSerializer, Immutable, Alias("members.PendingRegistration")]
internal sealed record PendingRegistration(PasswordDigest Password, ContactInfo Contact, ProfilePrivacy Privacy, DateTimeOffset Since)
    : Extensible
{
    /// <summary>The answers and what was decided about them; null for a registration of the former version.</summary>
    [Id(4)]
    public SubmissionRecord? Submission { get; init; }
}
