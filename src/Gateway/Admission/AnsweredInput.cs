using System.Globalization;
using Members.Admission;

namespace Members.Gateway.Admission;

/// <summary>The hidden input by which a form says which answers its reader has seen.</summary>
internal static class AnsweredInput
{
    /// <summary>Its name.</summary>
    public const string Name = "answered";

    /// <summary>Its value.</summary>
    public static string Of(ApplicationView application) => application.AnsweredAt.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>What a form says; null when it says nothing.</summary>
    public static DateTimeOffset? Read(IFormCollection form) => DateTimeOffset.TryParseExact(
        form[Name], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
}
