using System.Globalization;

namespace Members.Gateway.Admin.Doors;

/// <summary>Times as browsers send them. They name no zone, and the pages speak of UTC.</summary>
internal static class DoorTime
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>The moment; null when it is none.</summary>
    public static DateTimeOffset? Parse(string? text) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>A moment as an input of a browser takes it.</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(Forms[0], CultureInfo.InvariantCulture);
}
