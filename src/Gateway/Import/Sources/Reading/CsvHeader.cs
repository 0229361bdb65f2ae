namespace Members.Gateway.Import.Sources.Reading;

/// <summary>What is wrong with the header of a table.</summary>
internal static class CsvHeader
{
    /// <summary>Checks the names of the columns.</summary>
    /// <exception cref="FileProblemException">There are none, one is there twice, or they are in another encoding.</exception>
    public static void Check(CsvColumns columns)
    {
        if (columns.Names.All(n => n.Length == 0))
        {
            throw FileProblemException.At("HEADER_MISSING", 1, null, "it is empty; it has to name the columns");
        }

        for (var i = 0; i < columns.Names.Count; i++)
        {
            var name = columns.Names[i];
            if (name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw NotUtf8(1, $"{i + 1}");
            }

            if (name.Length > 0 && columns.IndexOf(name) is var first && first != i)
            {
                throw FileProblemException.At(
                    "DUPLICATE_COLUMN", 1, name, $"two columns have this name, the {first + 1}. and the {i + 1}.; rename or remove one");
            }
        }
    }

    /// <summary>The table has no column for the address.</summary>
    public static FileProblemException NoAddress(CsvColumns columns, string expected) =>
        columns.Names.Any(n => n.Contains('@', StringComparison.Ordinal))
            ? FileProblemException.At("HEADER_MISSING", 1, null, "it looks like a member; the first row has to name the columns")
            : FileProblemException.At("COLUMN_MISSING", 1, null, $"no column is named {expected}, and members need an e-mail address");

    /// <summary>The table is in another encoding.</summary>
    public static FileProblemException NotUtf8(long row, string column) => FileProblemException.At(
        "WRONG_ENCODING", row, column, "the text is not UTF-8; save the file as \"CSV UTF-8\", or give its encoding, such as windows-1252");
}
