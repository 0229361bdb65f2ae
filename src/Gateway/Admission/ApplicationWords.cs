using Members.Accounts;
using Members.Admission;
using Members.Gateway.Pages;

namespace Members.Gateway.Admission;

/// <summary>How an application stands, in plain words.</summary>
/// <param name="Own">The application.</param>
/// <param name="Title">The heading.</param>
/// <param name="Status">The status.</param>
/// <param name="Message">What that means for the applicant.</param>
/// <param name="Withdrawal">What withdrawing does; null when it can no longer be withdrawn.</param>
internal sealed record ApplicationWords(OwnApplication Own, string Title, string Status, string Message, string? Withdrawal = null)
{
    private const string Erasure = "What is known about you is erased, and this cannot be undone.";

    public static ApplicationWords Of(OwnApplication own) => own.Status switch
    {
        MemberStatus.Pending => new(
            own,
            "We have received your sign-up",
            "Waiting for a decision",
            "Somebody will look at it. Keep the link to this page.",
            Erasure),
        MemberStatus.Active => new(own, "You are a member now", "Accepted", "You can log in where you signed up."),
        MemberStatus.Rejected => new(
            own,
            "Your sign-up was not accepted",
            "Not accepted",
            "You cannot log in.",
            $"{Erasure} Your address cannot sign up again any sooner by that."),

        // Why, whoever blocked them has chosen to tell or not to tell: that is a mail, and what login says.
        MemberStatus.Blocked => new(own, "You are blocked", "Blocked", "You cannot log in. Ask the site's owner."),
        MemberStatus.None or MemberStatus.Offline => new(own, "There is no application", "None", "You can close this page."),
    };

    /// <summary>Whether and from when a rejected applicant may apply again; null for anybody else.</summary>
    public string? Again(DateTimeOffset now) => (Own.Status, Own.ApplyAgainAt) switch
    {
        (not MemberStatus.Rejected, _) => null,
        (_, null) => "You cannot apply again with this address.",
        (_, { } at) when at <= now => "You may apply again now: sign up with the same address and password.",
        (_, { } at) => $"You may apply again from {PlainTime.Of(at)}.",
    };
}
