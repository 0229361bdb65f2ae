using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Members.Silo.Hosting;

/// <summary>One setting, as <c>--help</c> prints it and as configuration is checked against it.</summary>
/// <param name="Name">Its name in configuration, such as <c>Members:BcryptCost</c>.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Default">Its default, in words; empty for none.</param>
/// <param name="Description">What it does.</param>
internal sealed record Setting(string Name, Type Type, string Default, string Description)
{
    private Type Scalar => Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>Whether it holds several values.</summary>
    public bool IsCollection => Type != typeof(string) && Type.IsAssignableTo(typeof(IEnumerable));

    /// <summary>Its name as an environment variable.</summary>
    public string Variable => Name.Replace(":", "__", StringComparison.Ordinal) + (Type.IsAssignableTo(typeof(IEnumerable<KeyValuePair<string, string>>)) ? "__<id>" : IsCollection ? "__0" : "");

    /// <summary>The settings of an options class.</summary>
    public static IEnumerable<Setting> Of(Type options, string section)
    {
        var defaults = Activator.CreateInstance(options);
        return from property in options.GetProperties()
               let description = property.GetCustomAttribute<DescriptionAttribute>()
               where description is not null
               select new Setting($"{section}:{property.Name}", property.PropertyType, Show(property.GetValue(defaults)), description.Description);
    }

    /// <summary>A sentence that says why a text is no value for it; null when it is one.</summary>
    public string? Fault(string text)
    {
        if (IsCollection)
        {
            return null;
        }

        try
        {
            TypeDescriptor.GetConverter(Scalar).ConvertFromInvariantString(text);
            return !Scalar.IsEnum || Enum.GetNames(Scalar).Contains(text, StringComparer.OrdinalIgnoreCase) ? null : Mistyped(text);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or NotSupportedException)
        {
            return Mistyped(text);
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

    private string Mistyped(string text) => $"{Name} must be {Words()}, not '{text}'.";

    private string Words() => Scalar switch
    {
        { IsEnum: true } => string.Join(" or ", Enum.GetNames(Scalar)),
        var t when t == typeof(int) => "a whole number",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(TimeSpan) => "a time such as 00:02:00 (hours, minutes, seconds) or 14.00:00:00 (days first)",
        _ => "a text",
    };
}
