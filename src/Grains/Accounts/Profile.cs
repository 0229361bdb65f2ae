using Members.Accounts;

namespace Members.Grains.Accounts;

/// <summary>What a member tells about themself.</summary>
/// <param name="Contact">Name, picture, contact details and custom fields.</param>
/// <param name="Privacy">Who may see it.</param>
/// <param name="ContactId">The id of the contact that goes with the member.</param>
[GenerateSerializer, Immutable, Alias("members.Profile")]
internal sealed record Profile(ContactInfo Contact, ProfilePrivacy Privacy, Guid ContactId) : Extensible
{
    public static readonly Profile Empty = new(ContactInfo.Empty, ProfilePrivacy.Private, Guid.Empty);
}
