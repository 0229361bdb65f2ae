using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Members.Gateway.Import.Sources;

/// <summary>
/// Which columns of a table are which fields, as in <c>email=E-Mail,firstName=Vorname,custom.Street=Straße,answer.why=Warum</c>.
/// A name with a comma is put in quotes.
/// </summary>
internal sealed partial class ColumnMap
{
    private ColumnMap(ImmutableArray<(string Field, string Column)> pairs) => Pairs = pairs;

    /// <summary>The fields with their columns. A field that takes several values, such as phones, may be there more than once.</summary>
    public ImmutableArray<(string Field, string Column)> Pairs { get; }

    /// <summary>Whether the columns that it does not name are left out, also those with well-known names.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>A map of fields to columns, beside which there are none.</summary>
    public static ColumnMap Whole(IEnumerable<(string Field, string Column)> pairs) => new([.. pairs]) { IsWhole = true };

    /// <summary>A map of fields to columns.</summary>
    public static ColumnMap Of(params ReadOnlySpan<(string Field, string Column)> pairs) => new([.. pairs]);

    /// <summary>Reads a map.</summary>
    /// <param name="text">The text.</param>
    /// <param name="map">The map.</param>
    /// <param name="problem">What is wrong with it, as a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ColumnMap? map, [NotNullWhen(false)] out string? problem)
    {
        (map, problem) = (null, null);
        var pairs = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var part in Part.Matches(text).Select(m => m.Value.Trim()).Where(p => p.Length > 0))
        {
            if (part.Split('=', 2) is not [var field, var column] || column.Trim(' ', '"').Length == 0)
            {
                problem = $"'{part}' is not of the form field=column.";
                return false;
            }

            if (WellKnownColumns.FieldNamed(field.Trim()) is not { } known)
            {
                problem = $"There is no field '{field.Trim()}'; there are {WellKnownColumns.FieldList}.";
                return false;
            }

            pairs.Add((known, column.Trim(' ', '"')));
        }

        map = new ColumnMap(pairs.ToImmutable());
        return true;
    }

    [GeneratedRegex("(?:\"[^\"]*\"|[^,\"])+", RegexOptions.CultureInvariant)]
    private static partial Regex Part { get; }
}
