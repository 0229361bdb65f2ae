using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Members.Settings;

namespace Members.Silo.Hosting;

/// <summary>A setting, described by the property that holds it.</summary>
/// <param name="Name">Its name in configuration, such as <c>Members:BcryptCost</c>.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Default">Its default as text; empty for none.</param>
/// <param name="Range">The range of its value as text; empty for none.</param>
/// <param name="Description">What it does.</param>
internal sealed record Setting(string Name, Type Type, string Default, string Range, string Description)
{
    private Type Scalar => Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>Whether it holds several values.</summary>
    public bool IsCollection => Type != typeof(string) && Type.IsAssignableTo(typeof(IEnumerable));

    /// <summary>Its name as an environment variable.</summary>
    public string Variable => Name.Replace(":", "__", StringComparison.Ordinal) + VariableSuffix;

    private string VariableSuffix =>
        Type.IsAssignableTo(typeof(IEnumerable<KeyValuePair<string, string>>)) ? "__<id>" : IsCollection ? "__0" : "";

    /// <summary>The settings of an options class.</summary>
    public static IEnumerable<Setting> Of(Type options, string section)
    {
        var defaults = Activator.CreateInstance(options);
        return from property in options.GetProperties()
               let description = property.GetCustomAttribute<DescriptionAttribute>()
               where description is not null
               select new Setting(
                   $"{section}:{property.Name}",
                   property.PropertyType,
                   Show(property.GetValue(defaults)),
                   property.GetCustomAttribute<RangeAttribute>() is { } range ? SettingRange.Show(range) : "",
                   description.Description);
    }

    /// <summary>A sentence that says why a text is not a value of the setting; null when it is.</summary>
    public string? Fault(string text)
    {
        if (IsCollection)
        {
            return null;
        }

        try
        {
            TypeDescriptor.GetConverter(Scalar).ConvertFromInvariantString(text);
            return !Scalar.IsEnum || Enum.GetNames(Scalar).Contains(text, StringComparer.OrdinalIgnoreCase) ? null : WrongType(text);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or NotSupportedException)
        {
            return WrongType(text);
        }
    }

    private static string Show(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable => "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private string WrongType(string text) => $"{Name} must be {TypeInWords()}, not '{text}'.";

    private string TypeInWords() => Scalar switch
    {
        { IsEnum: true } => string.Join(" or ", Enum.GetNames(Scalar)),
        var t when t == typeof(int) => "a whole number",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(TimeSpan) => "a time such as 00:02:00 (hours, minutes, seconds) or 14.00:00:00 (days first)",
        _ => "a text",
    };
}
