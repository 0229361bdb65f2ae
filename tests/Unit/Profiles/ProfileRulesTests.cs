using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Profiles;
using Members.Outcomes;

namespace Members.Tests.Unit.Profiles;

public sealed class ProfileRulesTests
{
    private static readonly DateTimeOffset Later = Moments.Start + TimeSpan.FromDays(1);

    private static readonly ContactInfo Stored = new()
    {
        FirstName = "Ann",
        Emails = ["a@example.org"],
        Labels = ["founder"],
        CustomFields = [new CustomField { Name = "Club", StrValue = "Chess" }],
        Unknown = Make.Unknown,
    };

    [Fact]
    public void The_members_part_is_replaced_and_the_sites_part_stays()
    {
        var told = new ContactInfo { LastName = "Lee", Phones = ["+49 30 1"], Labels = ["owner"], Locale = "ar" };
        var next = ProfileRules.Update(Member(), new UpdateProfile(told, ProfilePrivacy.Community), Later).Next!;

        var contact = next.Profile.Contact;
        Assert.Equal((null, "Lee", "ar"), (contact.FirstName, contact.LastName, contact.Locale));
        Assert.Empty(contact.Emails);
        Assert.Equal("+49 30 1", Assert.Single(contact.Phones));
        Assert.Equal("founder", Assert.Single(contact.Labels));
        Assert.Equal("Chess", Assert.Single(contact.CustomFields).StrValue);
        Assert.Same(Make.Unknown, contact.Unknown);
        Assert.Equal((ProfilePrivacy.Community, Later), (next.Profile.Privacy, next.UpdatedAt));
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var told = Stored with { Emails = ["a@example.org"], Phones = [] };

        Assert.Null(ProfileRules.Update(Member(), new UpdateProfile(told, ProfilePrivacy.Private), Later).Next);
    }

    [Fact]
    public void The_rules_are_those_of_a_registration()
    {
        var told = new ContactInfo { FirstName = "a\u0007b", Picture = "javascript:alert(1)", Phones = [new string('1', 51)] };
        var decision = ProfileRules.Update(Member(), new UpdateProfile(told, ProfilePrivacy.Private), Later);

        Assert.Null(decision.Next);
        Assert.Equal(
            ["contactInfo.firstName", "contactInfo.picture", "contactInfo.phones"],
            Assert.IsType<Refusal.Invalid>(decision.Answer.Refusal).Violations.Select(v => v.Field));
    }

    [Fact]
    public void Nobody_has_no_profile() => Assert.IsType<Refusal.MemberNotFound>(
        ProfileRules.Update(new MemberRecord(), new UpdateProfile(ContactInfo.Empty, ProfilePrivacy.Public), Later).Answer.Refusal);

    private static MemberRecord Member() => Make.Member() with { Profile = new Profile(Stored, ProfilePrivacy.Private, Make.Id(3)) };
}
