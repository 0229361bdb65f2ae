using Members.Grains.Mail;
using Members.Mail;

namespace Members.Tests.Unit.Mail;

public sealed class FailedMailsTests
{
    [Fact]
    public void The_last_are_kept_and_all_of_the_hour_are_counted()
    {
        var failed = new FailedMails();
        var now = Moments.Start + TimeSpan.FromHours(2);
        failed.Add(Failure(now - TimeSpan.FromMinutes(61), 0));
        for (var i = 1; i <= FailedMails.Capacity + 20; i++)
        {
            failed.Add(Failure(now, i));
        }

        Assert.Equal(FailedMails.Capacity, failed.Newest().Count);
        Assert.Equal(FailedMails.Capacity + 20, failed.Newest()[0].Attempt);
        Assert.Equal(FailedMails.Capacity + 20, failed.InHour(now));
        Assert.Equal(0, failed.InHour(now + TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(MailKind.SetPassword, "set-password")]
    [InlineData(MailKind.LoginEmailChanged, "login-email-changed")]
    [InlineData(MailKind.ApplicationsWaiting, "applications-waiting")]
    public void A_kind_is_called_what_its_template_is(MailKind kind, string name) => Assert.Equal(name, MailNames.Of(kind));

    private static MailFailure Failure(DateTimeOffset at, int attempt) =>
        new(at, "set-password", Make.Id(1), attempt, "it timed out", IsGivenUp: false);
}
