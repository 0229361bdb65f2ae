using Members.Silo.Mail;

namespace Members.Tests.Mail;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("03:00:00", "3 hours")]
    [InlineData("01:00:00", "1 hour")]
    [InlineData("01:30:00", "90 minutes")]
    [InlineData("00:01:59", "1 minute")]
    [InlineData("00:00:45", "45 seconds")]
    [InlineData("1.06:00:00", "30 hours")]
    [InlineData("1.00:00:00", "24 hours")]
    [InlineData("2.00:00:00", "2 days")]
    [InlineData("3.12:00:00", "84 hours")]
    public void A_duration_is_given_in_whole_units(string time, string words) =>
        Assert.Equal(words, DurationText.Of(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
}
