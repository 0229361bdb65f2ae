using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Members.Settings;

/// <summary>Reads the <see cref="RangeAttribute"/> of settings, so that validation and <c>--help</c> use the same numbers.</summary>
internal static class SettingRange
{
    /// <summary>A sentence for each setting of an options class that is out of range.</summary>
    public static IEnumerable<string> Faults(string section, object options) =>
        from property in options.GetType().GetProperties()
        let range = property.GetCustomAttribute<RangeAttribute>()
        where range is not null
        let value = property.GetValue(options)
        where !range.IsValid(value)
        select $"{section}:{property.Name} must be {Requirement(range)}, not {Text(value)}.";

    /// <summary>What the value of one setting must be; null when it is that.</summary>
    public static string? Fault(Type options, string name, object value) =>
        Of(options, name) is { } range && !range.IsValid(value) ? Requirement(range) : null;

    /// <summary>The range of one setting; null when it has none.</summary>
    public static RangeAttribute? Of(Type options, string name) => options.GetProperty(name)?.GetCustomAttribute<RangeAttribute>();

    /// <summary>The range as <c>--help</c> prints it.</summary>
    public static string Show(RangeAttribute range) => range.MinimumIsExclusive
        ? $"more than {Text(range.Minimum)}, up to {Text(range.Maximum)}"
        : $"{Text(range.Minimum)} to {Text(range.Maximum)}";

    private static string Requirement(RangeAttribute range) => range.MinimumIsExclusive
        ? $"more than {Text(range.Minimum)} and at most {Text(range.Maximum)}"
        : $"between {Text(range.Minimum)} and {Text(range.Maximum)}";

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>
/// The range of a lifetime. Its upper end keeps date arithmetic from overflowing; a longer one is most likely in the wrong unit.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LifetimeAttribute : RangeAttribute
{
    public const string Max = "400.00:00:00";

    public LifetimeAttribute()
        : base(typeof(TimeSpan), "00:00:00", Max) => MinimumIsExclusive = true;
}
