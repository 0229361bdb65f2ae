using System.Globalization;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Tests.Http.Import.Sources;

public sealed class SourceTimesTests
{
    [Theory]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T10:00:00.0000000")]
    [InlineData("2026-03-01T10:00:00.123Z", "2026-03-01T10:00:00.1230000")]
    [InlineData("2026-03-01 10:00:00.123456+00", "2026-03-01T10:00:00.1234560")]
    [InlineData("2026-03-01 10:00:00.1234567 +02:00", "2026-03-01T08:00:00.1234567")]
    [InlineData("2026-03-01T10:00:00-0530", "2026-03-01T15:30:00.0000000")]
    [InlineData("2026-03-01 10:00:00 UTC", "2026-03-01T10:00:00.0000000")]
    [InlineData("2026-03-01 10:00", "2026-03-01T10:00:00.0000000")]
    [InlineData("2026-03-01", "2026-03-01T00:00:00.0000000")]
    [InlineData("2026-02-30", null)]
    [InlineData("2026-03-01T25:00:00Z", null)]
    [InlineData("0001-01-01 00:00:00+14", null)]
    [InlineData("1772359200", null)]
    [InlineData("01/03/2026", null)]
    [InlineData("2026-03-01T10:00:00Z\n", null)]
    public void Times_of_databases(string text, string? expected)
    {
        var isTime = SourceTimes.TryIso(text, out var time);

        Assert.Equal(expected, isTime ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData("1772359200123", true)]
    [InlineData("-1", true)]
    [InlineData("253402300800000", false)]
    [InlineData("99999999999999999999", false)]
    [InlineData("2026-03-01", false)]
    public void Milliseconds(string text, bool isTime) => Assert.Equal(isTime, SourceTimes.TryMilliseconds(text, out _));
}
