using System.Globalization;
using Members.Silo.Mail;
using Microsoft.Extensions.Options;

namespace Members.Tests.Mail;

/// <summary>Durations and dates in words.</summary>
public sealed class MailWordsTests
{
    private static readonly MailTemplates Templates = new(Options.Create(new MailOptions()));

    [Theory]
    [InlineData("03:00:00", "3 hours", "3 Stunden")]
    [InlineData("01:00:00", "1 hour", "1 Stunde")]
    [InlineData("01:30:00", "90 minutes", "90 Minuten")]
    [InlineData("00:01:59", "1 minute", "1 Minute")]
    [InlineData("00:00:45", "45 seconds", "45 Sekunden")]
    [InlineData("1.06:00:00", "30 hours", "30 Stunden")]
    [InlineData("1.00:00:00", "24 hours", "24 Stunden")]
    [InlineData("2.00:00:00", "2 days", "2 Tage")]
    [InlineData("3.12:00:00", "84 hours", "84 Stunden")]
    public void A_duration_is_given_in_whole_units(string time, string english, string german)
    {
        var duration = TimeSpan.Parse(time, CultureInfo.InvariantCulture);

        Assert.Equal((english, german), (Templates.WordsOf("en").Of(duration), Templates.WordsOf("de").Of(duration)));
    }

    [Theory]
    [InlineData("00:00:00", "1 second")]
    [InlineData("00:59:59", "59 minutes")]
    [InlineData("1.23:59:00", "47 hours")]
    [InlineData("2.23:00:00", "2 days")]
    public void How_long_somebody_has_waited_is_rounded_down(string time, string words) =>
        Assert.Equal(words, Templates.WordsOf("en").About(TimeSpan.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_time_is_written_as_the_language_does()
    {
        Assert.Equal("4 May 2026, 03:02 UTC", Templates.WordsOf("en").Of(Sample.Now));
        Assert.Equal("4. Mai 2026, 03:02 UTC", Templates.WordsOf("de").Of(Sample.Now));
    }
}
