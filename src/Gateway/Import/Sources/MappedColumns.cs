using System.Collections.Immutable;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>Which columns of a table are which fields: those that somebody has named, and those with well-known names.</summary>
/// <param name="Columns">The field, the column's name, and where it is.</param>
internal sealed record MappedColumns(ImmutableArray<(string Field, string Column, int Index)> Columns)
{
    /// <summary>The fields that more than one column may be.</summary>
    public static IReadOnlyList<string> Several { get; } = ["phones", "emails", "labels"];

    /// <summary>Maps the columns of a table.</summary>
    /// <exception cref="FileProblemException">No column is the address, or a named column is not there.</exception>
    public static MappedColumns Of(CsvColumns columns, ColumnMap? map)
    {
        var mapped = ImmutableArray.CreateBuilder<(string Field, string Column, int Index)>();
        foreach (var (field, column) in map?.Pairs ?? [])
        {
            if (!columns.Has(column))
            {
                throw FileProblemException.At("COLUMN_MISSING", 1, column, $"there is no such column, which is to be {field}");
            }

            mapped.Add((field, column, columns.IndexOf(column)));
        }

        for (var i = 0; map?.IsWhole != true && i < columns.Names.Count; i++)
        {
            var field = WellKnownColumns.FieldOf(columns.Names[i]);
            var isFree = mapped.All(m => m.Index != i && (m.Field != field || Several.Contains(field)));
            if (field is not null && isFree)
            {
                mapped.Add((field, columns.Names[i], i));
            }
        }

        return mapped.Any(m => m.Field == "email")
            ? new MappedColumns([.. mapped.OrderBy(m => m.Field == "fullName")]) // which does not replace a name in parts
            : throw CsvHeader.NoAddress(columns, "email or E-Mail");
    }

    /// <summary>The value of a field, with the name of its column.</summary>
    public (string? Value, string Column) Of(CsvRecord record, string field)
    {
        var column = Columns.FirstOrDefault(c => c.Field == field);
        return column.Field is null ? (null, field) : (record[column.Index], column.Column);
    }
}
