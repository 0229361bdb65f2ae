using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Outcomes;

namespace Members.Grains.Profiles;

/// <summary>How members change what they tell about themselves.</summary>
internal static class ProfileRules
{
    /// <summary>
    /// Puts the member's part of the profile in place; what the site has noted stays. The rules are those of a registration.
    /// </summary>
    public static Decision<MemberRecord, Outcome<MemberRecord>> Update(MemberRecord record, UpdateProfile command, DateTimeOffset now)
    {
        if (!record.Exists())
        {
            return new(null, new Refusal.MemberNotFound());
        }

        var (before, told) = (record.Profile.Contact, command.Contact);
        var contact = before with
        {
            FirstName = told.FirstName,
            LastName = told.LastName,
            Nickname = told.Nickname,
            Picture = told.Picture,
            Locale = told.Locale,
            Emails = Kept(before.Emails, told.Emails),
            Phones = Kept(before.Phones, told.Phones),
        };
        if (ContactInfoRules.Violations(contact).ToImmutableArray() is { IsEmpty: false } wrong)
        {
            return new(null, new Refusal.Invalid(wrong));
        }

        var profile = record.Profile with { Contact = contact, Privacy = command.Privacy };
        if (profile == record.Profile)
        {
            return new(null, record);
        }

        var next = record with { UpdatedAt = now, Profile = profile };
        return new(next, next);
    }

    // The very list if it says the same: lists are compared by identity.
    private static ImmutableArray<string> Kept(ImmutableArray<string> before, ImmutableArray<string> told) =>
        before.Length == told.Length && before.Zip(told).All(pair => pair.First == pair.Second) ? before : told;
}
