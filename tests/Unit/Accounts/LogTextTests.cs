using Members.Accounts;
using Members.Outcomes;

namespace Members.Tests.Unit.Accounts;

/// <summary>Orleans writes a message that it cannot deliver into the log, as text.</summary>
public sealed class LogTextTests
{
    [Fact]
    public void An_answer_about_a_member_names_the_id_alone()
    {
        var view = new MemberView
        {
            Id = new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
            LoginEmail = "ann@example.com",
            Status = MemberStatus.Active,
            Contact = new ContactInfo { FirstName = "Ann" },
            Privacy = ProfilePrivacy.Private,
            CreatedAt = default,
            UpdatedAt = default,
            ContactId = default,
            EmailVerified = false,
        };
        Outcome<MemberView> outcome = view;

        Assert.Contains("6f9619ff-8b86-d011-b42d-00c04fc964ff", outcome.ToString());
        Assert.DoesNotContain("ann@example.com", outcome.ToString());
        Assert.DoesNotContain("Ann", view.Contact.ToString());
    }
}
