namespace Members.Gateway.Import.Sources.Reading;

/// <summary>What people take for a text file by mistake.</summary>
internal static class FileKinds
{
    private const string AsCsv = "; in the spreadsheet, save it as \"CSV UTF-8\" and import that";

    /// <summary>What a file is that begins like this, and what to do; null when it may be text.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8))
        {
            return start.IndexOf("xl/"u8) >= 0 || start.IndexOf("[Content_Types].xml"u8) >= 0
                ? "an Excel workbook" + AsCsv
                : "a ZIP archive; unpack it and import the file in it";
        }

        return start switch
        {
            [0x1F, 0x8B, ..] => "compressed with gzip; unpack it with gunzip and import the result",
            [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Excel workbook" + AsCsv,
            _ when start.StartsWith("%PDF"u8) => "a PDF document; export the list as CSV or JSON",
            _ when start.StartsWith("SQLite format 3"u8) => "an SQLite database; export its table of users as CSV",
            _ when start.StartsWith("PGDMP"u8) => "a dump of PostgreSQL; export the table of users with \\copy as CSV",
            _ => null,
        };
    }
}
